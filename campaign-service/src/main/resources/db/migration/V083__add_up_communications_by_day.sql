-- Communications by the day of a zone: the sums of communication_figure, so that an answer reads rows per day, not per quarter
-- of an hour. They are made when a campaign's figures are first asked for in a zone, and counted along from then on.
create table communication_days (
    campaign_id uuid not null,
    day date not null,
    name text not null,
    channel text not null,
    status text not null,
    communications bigint not null,
    constraint communication_days_pk primary key (campaign_id, day, name, channel, status)
) with (fillfactor = 50);

-- The zone of a campaign's days; empty while nobody has asked for them. Whoever counts holds its row shared, whoever makes the
-- days again holds it alone.
create table communication_day_zones (
    campaign_id uuid not null,
    zone text not null,
    constraint communication_day_zones_pk primary key (campaign_id)
);
