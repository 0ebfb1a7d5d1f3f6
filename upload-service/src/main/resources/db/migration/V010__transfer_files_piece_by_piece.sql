-- A resumable transfer of an upload that is being received: uploads.bytes is how far it has come (what is durable),
-- uploads.lease_until when it is given up. The row stays with its upload, so that a sender that missed the last answer can
-- still ask.
create table transfers (
    upload_id uuid not null,
    length bigint not null,
    -- The Upload-Metadata as the sender gave it.
    metadata text,
    -- All bytes are durable, and the import was begun in the same transaction.
    whole boolean not null default false,
    -- The request that sends now, and until when that counts without a sign of life.
    writer uuid,
    writer_until timestamptz,
    constraint transfers_pk primary key (upload_id),
    constraint transfers_upload foreign key (upload_id) references uploads (id) on delete cascade,
    constraint transfers_length check (length >= 0)
);

-- Files on object storage: who writes, and how far it has come. A writer that was replaced can change nothing any more.
create table stored_files (
    upload_id uuid not null,
    writer uuid not null,
    size bigint not null,
    constraint stored_files_pk primary key (upload_id)
);

-- The objects that make up such a file, one behind the other. Of an object only the bytes of its range count.
create table stored_segments (
    upload_id uuid not null,
    from_offset bigint not null,
    to_offset bigint not null,
    object_key text not null,
    constraint stored_segments_pk primary key (upload_id, from_offset),
    constraint stored_segments_file foreign key (upload_id) references stored_files (upload_id) on delete cascade,
    constraint stored_segments_range check (from_offset < to_offset)
);
