-- Messages that contacts sent, each once, however often its provider repeats it. A row is stored before the provider gets its
-- answer and worked off afterwards; when that is done it is kept without what names the contact, to know a repeat.
create table inbound_messages (
    -- UUIDv7, so that the order of ids is that of receipt. The id of the session, should the message begin one.
    id uuid not null,
    tenant_id uuid not null,
    channel_id uuid not null,
    channel text not null,
    -- Digest of the id that the provider gives the message: those of WhatsApp hold the phone number.
    provider_id text not null,
    -- Who wrote, by field name, as the provider says it, and the name that came with it; until it is known which customer.
    identifiers jsonb,
    name text,
    text text,
    said_at timestamptz not null,
    received_at timestamptz not null,
    -- received: to be looked at. incoming: no session was open, the campaigns are to be told. All others are final: replied
    -- (it belongs to a communication's session, which has the text), told, unheard (the channel was stopped), refused (it
    -- names nobody), erased.
    state text not null,
    customer_id uuid,
    -- When it is (again) anybody's to carry on: until then whoever claimed it is at work.
    due_at timestamptz,
    attempts integer not null default 0,
    constraint inbound_messages_pk primary key (id),
    constraint inbound_messages_once unique (channel_id, provider_id),
    constraint inbound_messages_channel check (channel in ('email', 'telegram', 'whatsapp', 'voice', 'web')),
    constraint inbound_messages_state check (state in ('received', 'incoming', 'replied', 'told', 'unheard', 'refused',
        'erased'))
) with (fillfactor = 80);
create index inbound_messages_open on inbound_messages (due_at) where state in ('received', 'incoming');
create index inbound_messages_customer on inbound_messages (customer_id) where customer_id is not null;
