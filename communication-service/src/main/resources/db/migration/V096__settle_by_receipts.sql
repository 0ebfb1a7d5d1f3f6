-- Digest of the id by which a provider names a message in its receipts; those of WhatsApp hold the phone number.
alter table attempts add column provider_id text;
create index attempts_provider on attempts (provider_id) where provider_id is not null;
