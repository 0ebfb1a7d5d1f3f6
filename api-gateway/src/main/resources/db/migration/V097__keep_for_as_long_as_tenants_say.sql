-- For how many days a tenant keeps participants and communications after they are over; null: for ever.
alter table tenants
    add column participant_retention_days integer,
    add column communication_retention_days integer,
    add constraint tenants_participant_retention_bounds check (participant_retention_days between 1 and 36500),
    add constraint tenants_communication_retention_bounds check (communication_retention_days between 1 and 36500);
