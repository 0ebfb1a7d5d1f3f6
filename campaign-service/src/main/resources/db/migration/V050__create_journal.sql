-- The journal of walks (product.md W7): every walk that the engine recorded, and how often each way was taken.

-- A partition per day of started_at (UTC), so that old walks go by dropping a table. Made ahead by the service; what
-- fits into none falls into the default one, which is swept by time.
-- There is no unique guard: a record is read once, with the position of its topic moved in the same transaction.
create table walk (
    id uuid not null,
    tenant_id uuid not null,
    campaign_id uuid not null,
    participant_id uuid not null,
    customer_id uuid not null,
    -- Null if no flow was walked.
    flow_id uuid,
    flow_revision integer,
    run integer,
    -- The event's type as on its topic, and the trigger if a flow had one.
    event_type text not null,
    trigger_type text,
    event_id uuid not null,
    event_at timestamptz not null,
    started_at timestamptz not null,
    duration_us bigint not null,
    outcome text not null,
    error text,
    -- JSON as text, since nothing is asked of it in SQL.
    steps text not null,
    emitted text not null,
    constraint walk_outcome_known check (outcome in ('completed', 'failed', 'not_walked'))
) partition by range (started_at);

create index walk_by_participant on walk (participant_id, started_at, id);
-- For erasing a person.
create index walk_by_customer on walk (customer_id);

create table walk_default partition of walk default;

-- How many walks of a revision of a flow left a node by which way. They outlive the walks that they count.
-- port and next_node_id are '' where a walk ended: port '' without having left the node, else at an open port.
create table walk_count (
    campaign_id uuid not null,
    flow_id uuid not null,
    flow_revision integer not null,
    node_id text not null,
    port text not null,
    next_node_id text not null,
    walks bigint not null,
    constraint walk_count_pk primary key (flow_id, flow_revision, node_id, port, next_node_id)
) with (fillfactor = 50);
