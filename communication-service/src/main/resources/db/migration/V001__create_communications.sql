-- What this service owns: channels, agents, the campaigns' runs as told by campaign-service, and communications.

create table channels (
    id uuid not null,
    tenant_id uuid not null,
    name text not null,
    type text not null,
    status text not null,
    settings jsonb not null,
    -- AES-256-GCM: version, nonce, ciphertext and tag; bound to the id. Never leaves this service.
    credentials bytea,
    rate_per_second integer,
    -- Grows with each change: a connection made with an older one is not used again.
    revision integer not null default 1,
    created_at timestamptz not null default now(),
    constraint channels_pk primary key (id),
    constraint channels_type check (type in ('email', 'telegram', 'whatsapp', 'voice', 'web')),
    constraint channels_status check (status in ('running', 'stopped')),
    constraint channels_rate check (rate_per_second between 1 and 10000)
);
create unique index channels_name on channels (tenant_id, lower(name));

create table agents (
    id uuid not null,
    tenant_id uuid not null,
    name text not null,
    kind text not null,
    status text not null,
    results jsonb not null,
    settings jsonb not null,
    no_response_after_seconds bigint not null,
    created_at timestamptz not null default now(),
    constraint agents_pk primary key (id),
    constraint agents_kind check (kind in ('message', 'simulated')),
    constraint agents_status check (status in ('running', 'stopped'))
);
create unique index agents_name on agents (tenant_id, lower(name));

create table agent_channels (
    agent_id uuid not null,
    channel_id uuid not null,
    place integer not null,
    constraint agent_channels_pk primary key (agent_id, channel_id),
    constraint agent_channels_agent foreign key (agent_id) references agents (id) on delete cascade,
    constraint agent_channels_channel foreign key (channel_id) references channels (id)
);
create index agent_channels_channel on agent_channels (channel_id);

-- The latest run of each campaign. Events are stamped with it, and only those of an active run are dispatched.
create table runs (
    campaign_id uuid not null,
    tenant_id uuid not null,
    run integer not null,
    active boolean not null,
    -- The run that a fault was reported of: reported once, and not dispatched any more.
    faulted_run integer,
    constraint runs_pk primary key (campaign_id)
) with (fillfactor = 50);
create index runs_active on runs (tenant_id, campaign_id) where active;

-- Participants that were removed: later commands for them are dropped. An id is never used again.
create table removed_participants (
    participant_id uuid not null,
    removed_at timestamptz not null default now(),
    constraint removed_participants_pk primary key (participant_id)
);

create table communications (
    id uuid not null,
    plan_id uuid not null,
    tenant_id uuid not null,
    campaign_id uuid not null,
    run integer not null,
    participant_id uuid not null,
    customer_id uuid not null,
    flow_id uuid not null,
    node_id text not null,
    name text not null,
    channel text not null,
    channel_id uuid not null,
    agent_id uuid not null,
    status text not null,
    reason text,
    scheduled_at timestamptz not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    session_id uuid,
    results jsonb not null default '{}',
    parameters jsonb not null default '{}',
    content jsonb,
    -- Length of the causal chain of the command that planned it (rule W8).
    depth integer not null,
    -- When something is to be done next: send it, the next step of a simulated story, close its session.
    due_at timestamptz,
    attempts integer not null default 0,
    -- Who is sending it now, and until when that is believed without a sign of life.
    lease_owner uuid,
    lease_until timestamptz,
    -- Asked for while it was being sent; counts as soon as it turns out that it was not.
    withdrawn_silently boolean,
    withdrawn_depth integer,
    withdrawn_cause uuid,
    constraint communications_pk primary key (id),
    constraint communications_plan unique (plan_id),
    constraint communications_status check (status in ('planned', 'started', 'delivered', 'read', 'replied',
        'completed', 'no_response', 'canceled', 'skipped', 'failed'))
) with (fillfactor = 80);
create index communications_participant on communications (participant_id, created_at, id);
create index communications_due on communications (campaign_id, channel_id, due_at)
    where status = 'planned' and lease_owner is null;
create index communications_leased on communications (lease_until) where lease_owner is not null;
create index communications_running on communications (due_at)
    where status in ('started', 'delivered', 'read', 'replied');
create unique index communications_session on communications (session_id) where session_id is not null;

-- Written before a message is handed to a provider, so that after a crash nothing is handed over twice.
create table attempts (
    communication_id uuid not null,
    number integer not null,
    owner uuid not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text,
    reason text,
    constraint attempts_pk primary key (communication_id, number),
    constraint attempts_outcome check (outcome in ('accepted', 'refused_for_now', 'refused_for_good', 'unknown'))
);
create index attempts_open on attempts (communication_id) where outcome is null;

-- What was said in a session besides the communication's own first message.
create table messages (
    session_id uuid not null,
    number integer not null,
    at timestamptz not null,
    sender text not null,
    text text not null,
    constraint messages_pk primary key (session_id, number),
    constraint messages_sender check (sender in ('contact', 'agent'))
);
