create table things (
    id uuid not null,
    name text not null,
    amount integer not null,
    constraint things_pk primary key (id),
    constraint things_amount_not_negative check (amount >= 0)
);
