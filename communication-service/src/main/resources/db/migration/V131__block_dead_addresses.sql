-- To which address a mail was sent, as a digest, so that a report which comes days later says of what it is true. Null: other
-- channels, and before this was kept.
alter table attempts add column address_digest text;
