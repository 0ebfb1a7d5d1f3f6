-- Sessions say whose they are, and by which identity provider they were begun, if it was one.

alter table user_sessions
    add column name text not null default 'Administrator',
    add column provider text;
