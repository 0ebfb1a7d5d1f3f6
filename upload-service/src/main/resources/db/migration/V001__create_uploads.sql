-- One row per file or API batch.
create table uploads (
    id uuid not null,
    tenant_id uuid not null,
    campaign_id uuid not null,
    source text not null,
    filename text,
    -- receiving: its bytes are still coming; processing, completed and failed as the API shows them
    status text not null,
    message text,
    created_at timestamptz not null default clock_timestamp(),
    uploaded_at timestamptz,
    rows_total bigint not null default 0,
    rows_new bigint not null default 0,
    rows_updated bigint not null default 0,
    rows_failed bigint not null default 0,
    bytes bigint not null default 0,
    bytes_processed bigint not null default 0,
    unknown_columns text[] not null default '{}',
    -- How the header was read; null until it was. mapping holds a field name, or null, per column.
    delimiter text,
    mapping text[],
    header bytea,
    -- The checkpoint: the chunk that comes next, where it begins, and the number of its first record (header = 1).
    next_chunk integer not null default 0,
    next_offset bigint not null default 0,
    next_record bigint not null default 0,
    -- Who works on it, and until when that counts.
    lease_owner uuid,
    lease_until timestamptz,
    worked_at timestamptz not null default clock_timestamp(),
    constraint uploads_pk primary key (id),
    constraint uploads_source check (source in ('file', 'api')),
    constraint uploads_status check (status in ('receiving', 'processing', 'completed', 'failed')),
    constraint uploads_counters check (rows_total = rows_new + rows_updated + rows_failed)
);

-- One file at a time per campaign.
create unique index uploads_one_file_at_a_time on uploads (campaign_id)
    where source = 'file' and status in ('receiving', 'processing');
create index uploads_of_campaign on uploads (tenant_id, campaign_id, id desc);
create index uploads_open on uploads (worked_at) where status in ('receiving', 'processing');

-- The chunk that was sent last and whose result is not stored yet: its range and digest never change, whatever crashes.
create table upload_chunks (
    upload_id uuid not null,
    chunk integer not null,
    first_record bigint not null,
    from_offset bigint not null,
    to_offset bigint not null,
    digest text not null,
    constraint upload_chunks_pk primary key (upload_id, chunk),
    constraint upload_chunks_upload foreign key (upload_id) references uploads (id) on delete cascade
);

-- What an API batch asked for, until its result is stored.
create table api_batches (
    upload_id uuid not null,
    digest text not null,
    payload bytea not null,
    constraint api_batches_pk primary key (upload_id),
    constraint api_batches_upload foreign key (upload_id) references uploads (id) on delete cascade
);

create table idempotency_keys (
    tenant_id uuid not null,
    campaign_id uuid not null,
    key text not null,
    body_hash text not null,
    upload_id uuid not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint idempotency_keys_pk primary key (tenant_id, campaign_id, key),
    constraint idempotency_keys_upload foreign key (upload_id) references uploads (id) on delete cascade
);
create index idempotency_keys_created on idempotency_keys (created_at);

create table row_errors (
    upload_id uuid not null,
    row_number bigint not null,
    seq integer not null,
    field text,
    value text,
    message text not null,
    constraint row_errors_pk primary key (upload_id, row_number, seq),
    constraint row_errors_upload foreign key (upload_id) references uploads (id) on delete cascade
);

-- The failed rows themselves, as they stood in the file.
create table failed_rows (
    upload_id uuid not null,
    row_number bigint not null,
    content bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint failed_rows_pk primary key (upload_id, row_number),
    constraint failed_rows_upload foreign key (upload_id) references uploads (id) on delete cascade
);
create index failed_rows_created on failed_rows (created_at);
