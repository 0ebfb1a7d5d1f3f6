-- How far the mailbox of each email channel has been read, and who reads it now: one replica at a time. What a mail brought and
-- the position behind it are stored together, so that each mail takes effect once.
create table mailboxes (
    channel_id uuid not null,
    -- Digest of server, user and folder: a position is worth nothing in another mailbox.
    identity text not null,
    -- Of the channel when it was last looked into: a change is looked at without waiting.
    revision integer not null,
    -- Mails that came before are not ours to look at.
    since timestamptz not null,
    -- UIDs mean something under one validity only (RFC 3501); null before the first look.
    uid_validity bigint,
    last_uid bigint not null default 0,
    due_at timestamptz not null,
    failures integer not null default 0,
    lease_owner uuid,
    lease_until timestamptz,
    constraint mailboxes_pk primary key (channel_id),
    constraint mailboxes_channel foreign key (channel_id) references channels (id) on delete cascade
) with (fillfactor = 50);

-- What keeps the channel's mailbox from being read at present.
alter table channels add column mailbox_trouble text;
create index channels_mailbox on channels (id) where type = 'email' and jsonb_typeof(settings -> 'mailbox') = 'object';

-- Communications that a message says it answers.
alter table inbound_messages add column answers uuid[];
