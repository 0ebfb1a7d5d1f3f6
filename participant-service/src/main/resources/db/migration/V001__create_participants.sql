-- Customers, participants, runs, and what makes imports and walks happen once.
--
-- There are no foreign keys here: their check is a query per row on the bulk path. What they would guard holds because a
-- participant is only ever written by a transaction that holds the lock on its customer's row, and customers stay.

-- One person in a tenant. Keys (the forms by which two identifiers are the same) are computed in one place only, the
-- application: what the database's locale makes of lower() must not decide who is who.
create table customers (
    id uuid not null,
    tenant_id uuid not null,
    external_id text,
    email text,
    email_key text,
    phone text,
    whatsapp_id text,
    telegram_id text,
    telegram_username text,
    telegram_username_key text,
    web_id text,
    name text,
    attributes jsonb not null default '{}',
    opt_outs text[] not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint customers_pk primary key (id),
    constraint customers_email_has_key check ((email is null) = (email_key is null)),
    constraint customers_telegram_username_has_key check ((telegram_username is null) = (telegram_username_key is null))
) with (fillfactor = 90);

create unique index customers_external_id_unique on customers (tenant_id, external_id) where external_id is not null;
create unique index customers_email_unique on customers (tenant_id, email_key) where email_key is not null;
create unique index customers_phone_unique on customers (tenant_id, phone) where phone is not null;
create unique index customers_whatsapp_id_unique on customers (tenant_id, whatsapp_id) where whatsapp_id is not null;
create unique index customers_telegram_id_unique on customers (tenant_id, telegram_id) where telegram_id is not null;
create unique index customers_telegram_username_unique on customers (tenant_id, telegram_username_key)
    where telegram_username_key is not null;
create unique index customers_web_id_unique on customers (tenant_id, web_id) where web_id is not null;

-- One person, for one object, in one campaign. The id is a UUIDv7 made when the participant was: created_at is the time
-- in it, so that the order of ids is the order of creation and one index serves both.
-- What walks write is in no index, so that their updates stay within the page.
create table participants (
    id uuid not null,
    tenant_id uuid not null,
    campaign_id uuid not null,
    customer_id uuid not null,
    object_id text,
    timezone text,
    attributes jsonb not null default '{}',
    result boolean,
    result_at timestamptz,
    communications_count integer not null default 0,
    open_communications integer not null default 0,
    last_communication jsonb,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint participants_pk primary key (id),
    constraint participants_key unique nulls not distinct (campaign_id, customer_id, object_id),
    constraint participants_open_communications check (open_communications >= 0)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

create index participants_by_campaign on participants (campaign_id, id);

-- Whether events of a campaign are stamped, and with which run.
create table runs (
    campaign_id uuid not null,
    tenant_id uuid not null,
    run integer not null,
    active boolean not null,
    changed_at timestamptz not null default now(),
    constraint runs_pk primary key (campaign_id),
    constraint runs_from_one check (run >= 1)
);

-- What became of a chunk of an upload; written in the transaction that lands its rows.
create table chunk_results (
    upload_id uuid not null,
    chunk integer not null,
    tenant_id uuid not null,
    digest text not null,
    result jsonb,
    landed_at timestamptz not null default now(),
    constraint chunk_results_pk primary key (upload_id, chunk)
);

-- Which participants an upload created or updated, whatever later ones did.
create table participant_uploads (
    upload_id uuid not null,
    participant_id uuid not null,
    constraint participant_uploads_pk primary key (upload_id, participant_id)
);
