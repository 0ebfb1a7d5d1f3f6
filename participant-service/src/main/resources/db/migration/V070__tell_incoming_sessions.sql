-- Sessions that contacts began and that the campaigns have been told of: once each. Session ids are UUIDv7.
create table told_sessions (
    session_id uuid not null,
    tenant_id uuid not null,
    told_at timestamptz not null default now(),
    constraint told_sessions_pk primary key (session_id)
);
