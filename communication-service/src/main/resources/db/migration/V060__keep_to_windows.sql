-- When a contact may be reached, as the plan said: {allowed: {from, to, weekdays}, zone}; null: at any time.
alter table communications add column allowed_window jsonb;

-- When the latest run that was active began: what was due before is overdue because the campaign was not active.
alter table runs add column began_at timestamptz;
