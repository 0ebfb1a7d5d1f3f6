-- People who were erased, by the id that they had as customers: what is ordered for them later is dropped, and what is
-- learned of their conversations later is kept without anything personal.
create table erased_customers (
    customer_id uuid not null,
    tenant_id uuid not null,
    erased_at timestamptz not null default now(),
    constraint erased_customers_pk primary key (customer_id)
);

-- An erased communication keeps what is counted: name, channel, status and times.
alter table communications add column erased boolean not null default false;

-- All communications of a person, the newest first.
create index communications_customer on communications (customer_id, created_at, id);
