-- Tables of platform/messaging, one set in the database of each service.

-- The order of the outbox. No cache and no cycle: ids are drawn one by one, after the row locks of a transaction are held.
create sequence outbox_id as bigint cache 1;

-- Messages that wait for their relay. Nearly always empty or nearly so: rows live for milliseconds.
create table outbox (
    shard smallint not null,
    id bigint not null default nextval('outbox_id'),
    messages integer not null,
    bytes integer not null,
    payload bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint outbox_pk primary key (shard, id)
) with (
    autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_threshold = 100000,
    toast.autovacuum_vacuum_threshold = 500,
    toast.autovacuum_vacuum_scale_factor = 0,
    toast.autovacuum_vacuum_cost_delay = 0
);

-- The broker compresses (lz4); doing it twice would only cost.
alter table outbox alter column payload set storage external;
alter sequence outbox_id owned by outbox.id;

-- What must never change while rows exist. The identity tells this database's outbox from a former one whose positions
-- are still in Kafka.
create table outbox_setup (
    only_row boolean not null default true,
    shards integer not null,
    identity uuid not null default gen_random_uuid(),
    constraint outbox_setup_pk primary key (only_row),
    constraint outbox_setup_only_row check (only_row)
);

-- The next offset that a consumer reads, per partition. Moved in the transaction of the batch's effects.
create table consumer_position (
    consumer text not null,
    topic text not null,
    partition integer not null,
    topic_id uuid not null,
    position bigint not null,
    moved_at timestamptz not null default clock_timestamp(),
    constraint consumer_position_pk primary key (consumer, topic, partition),
    constraint consumer_position_not_negative check (position >= 0)
) with (
    fillfactor = 50,
    autovacuum_vacuum_threshold = 200,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 0
);
