-- Digest of the id by which a provider names a message in its receipts; those of WhatsApp hold the phone number.
-- Without a transaction, so that sending goes on while the index is made; a run that was broken off may be repeated.
alter table attempts add column if not exists provider_id text;
drop index concurrently if exists attempts_provider;
create index concurrently attempts_provider on attempts (provider_id) where provider_id is not null;
