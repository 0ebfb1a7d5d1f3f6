-- The figures of analytics (product.md A1) as views, for reporting tools such as Apache Superset. Each row names its tenant and
-- campaign, by which a tool restricts what it shows. They hold sums and names that people gave to campaigns, flows and nodes,
-- but nothing of a person. They are a public contract: columns are added, never renamed or removed.
-- Who may read them is granted by deploy/superset/reporting-role.sql, since a service's role cannot make roles.
create schema reporting;
comment on schema reporting is 'Figures for reporting tools, with tenant_id and campaign_id on every row.';

create view reporting.campaigns as
select c.tenant_id,
       c.id as campaign_id,
       c.name as campaign_name,
       c.status as campaign_status,
       c.created_at,
       c.started_at,
       figures.participants,
       figures.reached,
       figures.successful,
       case when figures.reached > 0 then round(figures.successful::numeric / figures.reached, 4) end as success_rate
  from campaigns c
 cross join lateral (
       select greatest(sum(f.participants), 0)::bigint as participants,
              greatest(sum(f.reached), 0)::bigint as reached,
              greatest(sum(f.successful), 0)::bigint as successful
         from participant_figures f
        where f.campaign_id = c.id) as figures;
comment on view reporting.campaigns is
    'A row per campaign: who is in it now, how many of them were reached and answered.';

-- Days are those of the tenant's zone from the moment at which the campaign's figures are first asked for, by the console or for
-- an embedded dashboard; before that UTC's. The column timezone tells which.
create view reporting.participants_by_day as
select c.tenant_id,
       c.id as campaign_id,
       c.name as campaign_name,
       f.day,
       f.timezone,
       f.participants,
       f.reached,
       f.successful
  from campaigns c
  join (select figure.campaign_id,
               (figure.quarter at time zone coalesce(nullif(z.zone, ''), 'UTC'))::date as day,
               coalesce(nullif(z.zone, ''), 'UTC') as timezone,
               sum(figure.participants)::bigint as participants,
               sum(figure.reached)::bigint as reached,
               sum(figure.successful)::bigint as successful
          from participant_figures figure
          left join communication_day_zones z on z.campaign_id = figure.campaign_id
         group by 1, 2, 3) as f on f.campaign_id = c.id;
comment on view reporting.participants_by_day is
    'A row per campaign and day: participants who came less those who left, and those still there who were reached, and answered, for the first time.';

create view reporting.communications_by_day as
select c.tenant_id,
       c.id as campaign_id,
       c.name as campaign_name,
       d.day,
       d.timezone,
       d.name as communication_name,
       d.channel,
       d.status,
       d.communications,
       case when d.status in ('started', 'delivered', 'read', 'replied', 'completed', 'no_response')
            then d.communications else 0 end as reached,
       case when d.status in ('replied', 'completed') then d.communications else 0 end as successful
  from campaigns c
  join (select counted.campaign_id, counted.day, z.zone as timezone, counted.name, counted.channel, counted.status,
               counted.communications
          from communication_days counted
          join communication_day_zones z on z.campaign_id = counted.campaign_id and z.zone <> ''
         where counted.communications <> 0
         union all
        select f.campaign_id, (f.quarter at time zone 'UTC')::date, 'UTC', f.name, f.channel, f.status,
               sum(f.communications)::bigint
          from communication_figures f
         where not exists (
               select from communication_day_zones z where z.campaign_id = f.campaign_id and z.zone <> '')
         group by 1, 2, 4, 5, 6
        having sum(f.communications) <> 0) as d on d.campaign_id = c.id;
comment on view reporting.communications_by_day is
    'Communications by the day on which they were planned, by name, channel and present status.';

-- graph is read as json, which leaves numbers as they are written: a draft may hold any.
create view reporting.flow_funnels as
select c.tenant_id,
       c.id as campaign_id,
       c.name as campaign_name,
       f.id as flow_id,
       f.name as flow_name,
       f.position as flow_position,
       f.active as flow_active,
       node.place::integer as node_position,
       node.content ->> 'id' as node_id,
       node.content ->> 'type' as node_type,
       node.content ->> 'name' as node_name,
       lpad(node.place::text, greatest(length(node.place::text), 2), '0') || ' '
           || coalesce(nullif(node.content ->> 'name', ''), initcap(replace(node.content ->> 'type', '_', ' '))) as node_label,
       coalesce(counted.entered, 0)::bigint as entered
  from campaigns c
  join flows f on f.campaign_id = c.id
 cross join lateral json_array_elements(f.graph::json -> 'nodes') with ordinality as node (content, place)
  left join lateral (
       select w.node_id, sum(w.walks) as entered
         from walk_counts w
        where w.flow_id = f.id
        group by w.node_id) as counted on counted.node_id = node.content ->> 'id';
comment on view reporting.flow_funnels is
    'A row per node of each flow as it is now: how many walks entered it, of all time. node_label is unique in its flow and sorts in its order.';
