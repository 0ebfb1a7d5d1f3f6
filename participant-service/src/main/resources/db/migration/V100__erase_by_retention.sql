-- How far each tenant that keeps participants not for ever has been looked through (RetentionRuns of platform/database).
create table retention_runs (
    tenant_id uuid not null,
    -- The customer up to which the run has come; null at its beginning.
    reached uuid,
    -- By this run so far.
    erased bigint not null default 0,
    -- Grows with each step: whoever has not seen the last one makes none.
    step bigint not null default 0,
    -- When it is (again) anybody's to carry on: until then whoever claimed it is at work, or nothing is to be done.
    due_at timestamptz not null,
    constraint retention_runs_pk primary key (tenant_id)
) with (fillfactor = 50);
