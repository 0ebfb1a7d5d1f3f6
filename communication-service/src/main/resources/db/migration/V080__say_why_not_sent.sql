-- A communication that is due and not sent always shows why: its own reason stands in communications.reason while it is Planned.

-- Refusals since it was first tried, or since its channel was mended: what the pauses and the end of trying go by.
alter table communications add column retries integer not null default 0;
update communications set retries = attempts where status = 'planned' and attempts > 0;

-- What keeps a channel from sending at present, as seen at the last attempt.
alter table channels add column trouble text;

-- Why the run of faulted_run went into Error.
alter table runs add column fault text;
