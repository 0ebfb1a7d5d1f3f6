-- Tables are named in the plural everywhere.

alter table tenant rename to tenants;
alter table operator_key rename to operator_keys;
alter table api_key rename to api_keys;
alter table built_in_user rename to built_in_users;
alter table user_session rename to user_sessions;
