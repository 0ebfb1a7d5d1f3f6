-- What bounds the use of an API key, and the secret that it had before its last rotation, which stays valid for a time.

alter table api_keys
    add column expires_at timestamptz,
    add column allowed_addresses text[] not null default '{}',
    add column requests_per_minute integer,
    add column scopes text[] not null default '{}',
    add column rotated_at timestamptz,
    add column previous_secret_hash bytea,
    add column previous_valid_until timestamptz,
    add constraint api_keys_requests_per_minute_positive check (requests_per_minute > 0),
    add constraint api_keys_previous_secret_whole check ((previous_secret_hash is null) = (previous_valid_until is null)),
    add constraint api_keys_previous_secret_unique unique (previous_secret_hash);
