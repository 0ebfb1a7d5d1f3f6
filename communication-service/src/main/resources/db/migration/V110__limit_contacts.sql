-- How often, and at which hours, a tenant's contacts may be contacted on a type of channel. Locked while what it limits is
-- claimed, so that what two workers claim at a time is counted one after the other.
create table contact_limits (
    tenant_id uuid not null,
    channel text not null,
    -- At most so many communications to one contact within so many hours; null: as many as there are.
    cap_most integer,
    cap_hours integer,
    cap_action text,
    -- Local times as HH:MM, the end is outside; null: at any hour.
    quiet_from text,
    quiet_to text,
    quiet_action text,
    constraint contact_limits_pk primary key (tenant_id, channel),
    constraint contact_limits_channel check (channel in ('email', 'telegram', 'whatsapp', 'voice', 'web')),
    constraint contact_limits_cap check ((cap_most between 1 and 1000 and cap_hours between 1 and 8760 and cap_action in ('postpone', 'skip'))
        or (cap_most is null and cap_hours is null and cap_action is null)),
    constraint contact_limits_quiet check ((quiet_from <> quiet_to and quiet_action in ('postpone', 'skip'))
        or (quiet_from is null and quiet_to is null and quiet_action is null))
);

-- The contact's time zone, else its tenant's, as the plan said; null: planned before this was kept.
alter table communications add column zone text;
