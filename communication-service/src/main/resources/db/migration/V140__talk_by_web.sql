-- Messages for visitors of web channels. The row is the handing over: whoever has this visitor's chat open anywhere gets it, now
-- or when it is opened again, and says how far it has come.
create table web_messages (
    communication_id uuid not null,
    channel_id uuid not null,
    web_id text not null,
    -- The message's place among those of the visitor: grows in the order in which they were committed, and is never used again.
    seq bigint not null,
    text text not null,
    created_at timestamptz not null,
    -- When the visitor's browser said that it has the message, and that it was seen; null: not yet.
    delivered_at timestamptz,
    read_at timestamptz,
    constraint web_messages_pk primary key (communication_id),
    constraint web_messages_place unique (channel_id, web_id, seq),
    constraint web_messages_communication foreign key (communication_id) references communications (id) on delete cascade,
    constraint web_messages_channel foreign key (channel_id) references channels (id) on delete cascade
) with (fillfactor = 80);
create index web_messages_age on web_messages (created_at);
