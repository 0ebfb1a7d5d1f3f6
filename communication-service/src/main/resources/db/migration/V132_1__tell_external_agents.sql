-- What external agents are to be told of sessions that they have begun, until they have heard it. Nothing of the contact is in it.
create table agent_notices (
    -- By it the agent knows a repeat.
    id uuid not null default gen_random_uuid(),
    agent_id uuid not null,
    communication_id uuid not null,
    kind text not null,
    due_at timestamptz not null default '-infinity',
    attempts integer not null default 0,
    constraint agent_notices_pk primary key (id),
    constraint agent_notices_agent foreign key (agent_id) references agents (id) on delete cascade,
    constraint agent_notices_kind check (kind in ('session_closed', 'contact_opted_out'))
) with (fillfactor = 80);
create index agent_notices_due on agent_notices (due_at);
create index agent_notices_agent_due on agent_notices (agent_id, due_at);
