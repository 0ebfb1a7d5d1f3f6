-- How far each tenant that keeps communications not for ever has been looked through (RetentionRuns of platform/database).
create table retention_runs (
    tenant_id uuid not null,
    -- Not needed here: what is erased is found no more.
    reached uuid,
    -- By this run so far.
    erased bigint not null default 0,
    -- Grows with each step: whoever has not seen the last one makes none.
    step bigint not null default 0,
    -- When it is (again) anybody's to carry on: until then whoever claimed it is at work, or nothing is to be done.
    due_at timestamptz not null,
    constraint retention_runs_pk primary key (tenant_id)
) with (fillfactor = 50);

-- An expired communication has lost what is personal, since its tenant keeps it no longer. Unlike an erased one its person is
-- still there, who may opt out by a link in what was sent.
alter table communications add column expired boolean not null default false;

create index communications_ended on communications (tenant_id, ended_at) where ended_at is not null and not expired and not erased;

-- What contacts said that began no communication's session, once it is worked off.
create index inbound_messages_said on inbound_messages (tenant_id, id)
    where text is not null and state not in ('received', 'incoming');
