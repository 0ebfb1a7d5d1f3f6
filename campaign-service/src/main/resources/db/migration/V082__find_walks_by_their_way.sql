-- Which nodes a walk came through and which ways it took, as numbers that stand for them (WayKey), so that a count leads to
-- its people. Ways that many walks took are read in the order of the first index, rare ones are looked up in the second.
alter table walk add column ways bigint[] not null default '{}';

create index walk_by_flow on walk (flow_id, started_at, id);
create index walk_by_way on walk using gin (ways);
