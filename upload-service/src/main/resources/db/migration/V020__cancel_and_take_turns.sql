-- When somebody asked that the import end. The chunk that is under way then is settled first, so that the counters are
-- those of what has landed.
alter table uploads add column cancel_requested_at timestamptz;

-- Whether the errors and failed rows of an upload have been forgotten (rule U4: kept for 30 days).
alter table uploads add column report_gone boolean not null default false;
create index uploads_with_report on uploads (uploaded_at) where rows_failed > 0 and not report_gone;

-- When a tenant had its turn last: the tenant that has waited longest comes next, however many files another one has.
create table tenant_turns (
    tenant_id uuid not null,
    served_at timestamptz not null,
    constraint tenant_turns_pk primary key (tenant_id)
);
