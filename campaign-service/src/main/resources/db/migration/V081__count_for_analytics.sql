-- Read models of analytics (product.md A1): counted while events come, so that an answer reads a few rows per day and not
-- one per participant. Quarters of an hour, since all zones of today differ by whole ones.

-- Communications by the quarter of an hour in which they were planned, as they stand now.
create table communication_figure (
    campaign_id uuid not null,
    quarter timestamptz not null,
    name text not null,
    channel text not null,
    status text not null,
    communications bigint not null,
    constraint communication_figure_pk primary key (campaign_id, quarter, name, channel, status)
) with (fillfactor = 50);

-- How many participants came less those that left; how many of those that are there were reached, and contacted with
-- success, for the first time.
create table participant_figure (
    campaign_id uuid not null,
    quarter timestamptz not null,
    participants bigint not null,
    reached bigint not null,
    successful bigint not null,
    constraint participant_figure_pk primary key (campaign_id, quarter)
) with (fillfactor = 50);

-- What is counted of each communication, so that its next status is counted instead. Of an erased person it keeps nobody.
create table communication_seen (
    id uuid not null,
    campaign_id uuid not null,
    participant_id uuid,
    customer_id uuid,
    name text not null,
    channel text not null,
    status text not null,
    quarter timestamptz not null,
    constraint communication_seen_pk primary key (id)
) with (fillfactor = 80);

create index communication_seen_planned on communication_seen (participant_id) where status = 'planned';
create index communication_seen_by_customer on communication_seen (customer_id);

-- Participants that were reached, or are gone: what comes of those does not count any more.
create table participant_seen (
    participant_id uuid not null,
    campaign_id uuid not null,
    customer_id uuid not null,
    reached timestamptz,
    successful timestamptz,
    gone boolean not null,
    constraint participant_seen_pk primary key (participant_id)
) with (fillfactor = 80);

create index participant_seen_by_customer on participant_seen (customer_id);
