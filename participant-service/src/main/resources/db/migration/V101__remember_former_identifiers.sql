-- Identifiers that customers had before, so that an erasure also finds what is kept under them: rows of files that failed,
-- their errors, messages of contacts. They go with the customer, and when nothing can be kept under them any more.
create table former_identifiers (
    customer_id uuid not null,
    tenant_id uuid not null,
    -- The name of the system field.
    field text not null,
    value text not null,
    replaced_at timestamptz not null,
    constraint former_identifiers_pk primary key (customer_id, field, value)
);

create index former_identifiers_by_time on former_identifiers (replaced_at);

-- As the identifiers beside them: an object of lists, until nothing is left to be found.
alter table erasures add column former_identifiers jsonb;
