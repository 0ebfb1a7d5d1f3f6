-- People who are being erased, or were, by the id that they had as customers. The profile and the participants are deleted
-- in the transaction that inserts the row; what other services keep is worked off afterwards. The identifiers are only here
-- to find that, and go when nothing is left to be found.
create table erasures (
    customer_id uuid not null,
    tenant_id uuid not null,
    identifiers jsonb,
    requested_at timestamptz not null,
    finished_at timestamptz,
    attempts integer not null default 0,
    -- When it is (again) anybody's to carry on: until then whoever claimed it is at work.
    due_at timestamptz not null,
    constraint erasures_pk primary key (customer_id),
    constraint erasures_forget_identifiers check ((finished_at is null) = (identifiers is not null))
);

create index erasures_open on erasures (due_at) where finished_at is null;
