-- What lists are sorted and searched by. All of it is derived: CustomerRepository and ParticipantRepository write it with
-- what it is derived from, and nothing else does. Rows from before are keyed by V021, a migration in Java, because the
-- forms by which texts compare are made in one place only, the application. Byte order (collate "C") is therefore the
-- order, on every server. docs: platform/docs/adr/0005.

-- name_key: the folded name, shortened. search_text: the folded name, email, phone and external id, a line each.
-- search_grams: numbers of the triples of characters in it, mixed with the tenant, so that one tenant's search never reads
-- what another's people put into the index. Built-in operators only: pg_trgm knows no letters but the server's locale's.
alter table customers
    add column name_key text collate "C" not null default '',
    add column search_text text collate "C" not null default '',
    add column search_grams integer[] not null default '{}';

create index customers_by_name on customers (tenant_id, name_key, id);
create index customers_by_tenant on customers (tenant_id, id);
create index customers_search on customers using gin (search_grams);

-- The customer's keys again, because an order within a campaign needs an index that begins with the campaign. They change
-- with the profile only; '' where there is no value, so that one row comparison pages through all.
alter table participants
    add column name_key text collate "C" not null default '',
    add column email_key text collate "C" not null default '',
    add column phone_key text collate "C" not null default '',
    add column external_id_key text collate "C" not null default '';

create index participants_by_name on participants (campaign_id, name_key, id);
create index participants_by_email on participants (campaign_id, email_key, id);
create index participants_by_phone on participants (campaign_id, phone_key, id);
create index participants_by_external_id on participants (campaign_id, external_id_key, id);

-- Customer first: the same index finds a participant by its key and all participants of a customer.
alter table participants drop constraint participants_key;
alter table participants
    add constraint participants_key unique nulls not distinct (customer_id, campaign_id, object_id);

-- What walks change and the list filters and sorts by, apart from participants: in an index there, each of their updates
-- would write all of that table's indexes anew. One row per participant. status: 0 pending, 1 active, 2 completed.
create table participant_progress (
    participant_id uuid not null,
    campaign_id uuid not null,
    status smallint not null default 0,
    communications_count integer not null default 0,
    constraint participant_progress_pk primary key (participant_id),
    constraint participant_progress_status check (status between 0 and 2)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

insert into participant_progress (participant_id, campaign_id, status, communications_count)
select id, campaign_id,
       case when result is not null then 2
            when communications_count = 0 then 0
            when open_communications > 0 then 1
            else 2 end,
       communications_count
  from participants;

create index participant_progress_by_status on participant_progress (campaign_id, status, participant_id);
create index participant_progress_by_count on participant_progress (campaign_id, communications_count, participant_id);
