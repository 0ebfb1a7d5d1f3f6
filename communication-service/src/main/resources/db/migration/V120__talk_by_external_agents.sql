-- External agents: those of a platform with an HTTP interface of its own, which tells by signed calls what came of a session.
alter table agents drop constraint agents_kind;
alter table agents add constraint agents_kind check (kind in ('message', 'external', 'simulated'));

-- What an external agent and this service sign with. AES-256-GCM: version, nonce, ciphertext and tag; bound to the agent's id.
alter table agents add column secret bytea;

-- What keeps an external agent from taking sessions at present, as seen at the last attempt.
alter table agents add column trouble text;

-- Calls of external agents that took effect, by the digest of the id that the agent gave them: a repeat changes nothing.
create table agent_events (
    agent_id uuid not null,
    event_digest text not null,
    received_at timestamptz not null,
    constraint agent_events_pk primary key (agent_id, event_digest)
);
create index agent_events_received on agent_events (received_at);
