-- The field's words: a session is notified, a chunk is imported.

alter table told_sessions rename to notified_sessions;
alter table notified_sessions rename column told_at to notified_at;
alter table notified_sessions rename constraint told_sessions_pk to notified_sessions_pk;

alter table chunk_results rename column landed_at to imported_at;
