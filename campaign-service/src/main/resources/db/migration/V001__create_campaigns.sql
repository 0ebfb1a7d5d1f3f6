-- Campaigns, their fields and flows (product.md C, D, W).

create table campaign (
    id uuid not null,
    tenant_id uuid not null,
    name text not null,
    -- The name without regard to case, by which it is unique (C1).
    name_key text not null,
    description text not null,
    status text not null,
    error_at timestamptz,
    error_message text,
    -- The number of the latest Start, 0 before the first.
    run integer not null,
    started_at timestamptz,
    updated_on_unchanged boolean not null,
    -- Of the published definition: grows with each change that others must know.
    revision bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint campaign_pk primary key (id),
    constraint campaign_name_unique unique (tenant_id, name_key),
    constraint campaign_status_known check (status in ('inactive', 'active', 'error')),
    constraint campaign_error_whole check ((error_at is null) = (error_message is null)),
    constraint campaign_active_has_run check (status = 'inactive' or run > 0)
);

create index campaign_by_created_at on campaign (tenant_id, created_at, id);
create index campaign_by_updated_at on campaign (tenant_id, updated_at, id);

create table field (
    campaign_id uuid not null,
    name text not null,
    tenant_id uuid not null,
    title text not null,
    description text not null,
    type text not null,
    level text not null,
    imported boolean not null,
    required boolean not null,
    system boolean not null,
    allowed_values text[] not null,
    position integer not null,
    constraint field_pk primary key (campaign_id, name),
    constraint field_campaign_fk foreign key (campaign_id) references campaign (id) on delete cascade,
    constraint field_level_known check (level in ('customer', 'participant')),
    constraint field_required_is_imported check (imported or not required)
);

create index field_by_profile on field (tenant_id, name) where level = 'customer';

-- Customer Profile fields belong to the tenant: one type per name (D2). A row outlives the campaigns that used it, as
-- the values do.
create table profile_field (
    tenant_id uuid not null,
    name text not null,
    type text not null,
    allowed_values text[] not null,
    constraint profile_field_pk primary key (tenant_id, name)
);

-- Participant fields that were removed while their values may still be there, so that a field of another type cannot
-- take over the name and find values that it cannot read.
create table former_field (
    campaign_id uuid not null,
    name text not null,
    type text not null,
    allowed_values text[] not null,
    constraint former_field_pk primary key (campaign_id, name),
    constraint former_field_campaign_fk foreign key (campaign_id) references campaign (id) on delete cascade
);

create table flow (
    id uuid not null,
    campaign_id uuid not null,
    tenant_id uuid not null,
    name text not null,
    position integer not null,
    active boolean not null,
    -- Grows with each save; what If-Match names.
    revision integer not null,
    -- Nodes and edges as JSON. Text, since nothing is asked of it in SQL and a draft may hold any number.
    graph text not null,
    graph_bytes integer not null,
    -- Results of the agents of an active flow, as they were when it was activated, saved or started.
    results text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint flow_pk primary key (id),
    constraint flow_campaign_fk foreign key (campaign_id) references campaign (id) on delete cascade
);

create index flow_by_campaign on flow (campaign_id, position, id);

-- The state of a campaign's run that the other services have not all stored yet; one row per campaign, the latest state.
-- It has no foreign key: it outlives a deleted campaign until everyone knows that its run has ended.
create table run_handover (
    campaign_id uuid not null,
    tenant_id uuid not null,
    run integer not null,
    active boolean not null,
    attempts integer not null,
    -- When it is (again) anybody's to carry on: until then whoever made or claimed it is at work.
    due_at timestamptz not null,
    constraint run_handover_pk primary key (campaign_id)
);

create index run_handover_by_due_at on run_handover (due_at);
