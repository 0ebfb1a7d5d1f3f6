-- Who the visitor is of a session that an external agent holds on a web channel: the agent says what is shown, whenever it likes.
create table web_sessions (
    communication_id uuid not null,
    channel_id uuid not null,
    web_id text not null,
    constraint web_sessions_pk primary key (communication_id),
    constraint web_sessions_communication foreign key (communication_id) references communications (id) on delete cascade,
    constraint web_sessions_channel foreign key (channel_id) references channels (id) on delete cascade
);

-- Of such a session there are many messages, each with its number in the session; of all others there is one, with 0.
alter table web_messages add column number integer not null default 0;
alter table web_messages drop constraint web_messages_pk;
alter table web_messages add constraint web_messages_pk primary key (communication_id, number);

-- What the contact has said there, by its number in the session; nothing of it is repeated here.
alter table agent_notices add column message_number integer;
-- What is told of one session is told in this order.
alter table agent_notices add column place bigint generated always as identity;
alter table agent_notices drop constraint agent_notices_kind;
alter table agent_notices add constraint agent_notices_kind
    check (kind in ('session_closed', 'contact_opted_out', 'session_message')
           and (kind = 'session_message') = (message_number is not null));
create index agent_notices_order on agent_notices (communication_id, place);
