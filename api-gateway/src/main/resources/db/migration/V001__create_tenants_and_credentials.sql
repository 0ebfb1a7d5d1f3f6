-- Tenants and what their people and programs sign in with. Secrets are stored as hashes only.

create table tenant (
    id uuid not null,
    name text not null,
    revision bigint not null default 1,
    timezone text not null,
    date_format text not null,
    region text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint tenant_pk primary key (id),
    constraint tenant_name_length check (length(name) between 1 and 200),
    constraint tenant_revision_positive check (revision > 0)
);

create unique index tenant_name_unique on tenant (lower(name));

-- The key that administers the installation: it makes tenants and can do nothing inside them.
create table operator_key (
    only_row boolean not null default true,
    secret_hash bytea not null,
    updated_at timestamptz not null default now(),
    constraint operator_key_pk primary key (only_row),
    constraint operator_key_only_row check (only_row)
);

-- A key is found by the SHA-256 of its whole text, which holds 256 random bits.
create table api_key (
    id uuid not null,
    tenant_id uuid not null,
    name text not null,
    roles text[] not null,
    secret_hash bytea not null,
    from_bootstrap boolean not null default false,
    created_at timestamptz not null default now(),
    last_used_at timestamptz,
    revoked_at timestamptz,
    constraint api_key_pk primary key (id),
    constraint api_key_tenant_fk foreign key (tenant_id) references tenant (id),
    constraint api_key_secret_unique unique (secret_hash),
    constraint api_key_has_roles check (cardinality(roles) > 0)
);

create index api_key_of_tenant on api_key (tenant_id, id);

-- The built-in sign-in of a local installation: one password, which belongs to one tenant's administrator.
create table built_in_user (
    only_row boolean not null default true,
    id uuid not null,
    tenant_id uuid not null,
    password_salt bytea not null,
    password_hash bytea not null,
    password_iterations integer not null,
    updated_at timestamptz not null default now(),
    constraint built_in_user_pk primary key (only_row),
    constraint built_in_user_only_row check (only_row),
    constraint built_in_user_id_unique unique (id),
    constraint built_in_user_tenant_fk foreign key (tenant_id) references tenant (id)
);

create table user_session (
    token_hash bytea not null,
    user_id uuid not null,
    tenant_id uuid not null,
    roles text[] not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint user_session_pk primary key (token_hash),
    constraint user_session_tenant_fk foreign key (tenant_id) references tenant (id)
);

create index user_session_expiry on user_session (expires_at);
