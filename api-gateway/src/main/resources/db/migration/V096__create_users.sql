-- People of a tenant who sign in by email address and password. Links and recovery codes are stored as hashes, the secret of
-- the second factor is encrypted by the password.

create table users (
    id uuid not null,
    tenant_id uuid not null,
    email text not null,
    email_key text not null,
    name text not null,
    role text not null,
    password_salt bytea,
    password_hash bytea,
    password_iterations integer,
    invitation_hash bytea,
    invitation_expires_at timestamptz,
    totp_secret bytea,
    totp_last_step bigint not null default 0,
    recovery_codes text[] not null default '{}',
    code_failures integer not null default 0,
    code_failed_at timestamptz,
    disabled_at timestamptz,
    last_sign_in_at timestamptz,
    created_at timestamptz not null default now(),
    constraint users_pk primary key (id),
    constraint users_tenant_fk foreign key (tenant_id) references tenants (id),
    constraint users_email_unique unique (tenant_id, email_key),
    constraint users_role check (role in ('admin', 'campaign_manager', 'operator', 'viewer')),
    constraint users_password_whole check (
        (password_hash is null) = (password_salt is null) and (password_hash is null) = (password_iterations is null)),
    constraint users_second_factor_beside_password check (totp_secret is null or password_hash is not null),
    constraint users_invitation_whole check ((invitation_hash is null) = (invitation_expires_at is null)),
    constraint users_invitation_unique unique (invitation_hash)
);

create index users_by_email on users (email_key);
create index users_of_tenant on users (tenant_id, id);
create index user_sessions_of_user on user_sessions (user_id);
