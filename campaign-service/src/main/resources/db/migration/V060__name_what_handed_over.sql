-- The walk that handed the participant over to a flow (To Another Flow); null for a walk that its event triggered.
alter table walk add column from_walk_id uuid;
