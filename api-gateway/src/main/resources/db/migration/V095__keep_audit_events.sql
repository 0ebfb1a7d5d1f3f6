-- Who changed what: lines are added and stay as they are, until their tenant keeps them no longer.

alter table tenants
    add column audit_retention_days integer not null default 730,
    add constraint tenants_audit_retention_bounds check (audit_retention_days between 90 and 3650);

create table audit_events (
    id uuid not null,
    tenant_id uuid not null,
    at timestamptz not null,
    source text not null,
    actor_kind text not null,
    actor_id text not null,
    address text,
    request_id text,
    action text not null,
    object_type text not null,
    object_id text not null,
    campaign_id uuid,
    outcome text not null,
    reason text,
    before jsonb,
    after jsonb,
    received_at timestamptz not null default clock_timestamp(),
    constraint audit_events_pk primary key (id),
    constraint audit_events_actor_kind check (actor_kind in ('user', 'api_key', 'operator', 'system')),
    constraint audit_events_outcome check (outcome in ('succeeded', 'refused', 'failed'))
);

create index audit_events_of_tenant on audit_events (tenant_id, at, id);
create index audit_events_of_actor on audit_events (tenant_id, actor_id, at, id);
create index audit_events_of_action on audit_events (tenant_id, action, at, id);
create index audit_events_of_object on audit_events (tenant_id, object_id, at, id);
create index audit_events_of_campaign on audit_events (tenant_id, campaign_id, at, id) where campaign_id is not null;
create index audit_events_unsuccessful on audit_events (tenant_id, outcome, at, id) where outcome <> 'succeeded';

-- Since when a tenant's lines are kept; all of a tenant that is no more.
create function audit_events_kept_since(tenant uuid) returns timestamptz
    language sql stable
    as $$ select now() - make_interval(days => coalesce((select t.audit_retention_days from tenants t where t.id = tenant), 3650)) $$;

-- Holds for whoever has a connection, the service itself included.
create function protect_audit_events() returns trigger
    language plpgsql
    as $$
begin
    if tg_op = 'DELETE' then
        if old.at < audit_events_kept_since(old.tenant_id) then
            return old;
        end if;
    end if;
    raise exception 'audit events stay as they are until their retention has ended'
        using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_events_append_only
    before update or delete on audit_events
    for each row execute function protect_audit_events();

create trigger audit_events_not_emptied
    before truncate on audit_events
    for each statement execute function protect_audit_events();

-- The one way by which lines go: at most so many of those whose retention has ended; how many there were.
create function delete_expired_audit_events(most integer) returns integer
    language sql
    as $$
    with expired as (
        select line.id
          from tenants t
         cross join lateral (select e.id
                               from audit_events e
                              where e.tenant_id = t.id and e.at < audit_events_kept_since(t.id)
                              order by e.at
                              limit most) as line
         limit most
    ), deleted as (
        delete from audit_events e using expired where e.id = expired.id returning 1
    )
    select count(*)::integer from deleted
    $$;
