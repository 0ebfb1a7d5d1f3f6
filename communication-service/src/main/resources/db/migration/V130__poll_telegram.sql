-- Up to where the updates of Telegram bots are stored that are asked for by polling, and who asks now: one replica at a time.
-- Updates and the position behind them are stored together, so that each update takes effect once.
create table telegram_polls (
    channel_id uuid not null,
    -- The bot's public id, the number before the colon of its token: a position is worth nothing to another bot.
    bot text not null,
    -- Of the channel when it was last looked at: a change is looked at without waiting.
    revision integer not null,
    -- The channel's revision for which the bot's webhook was removed; null: for none.
    begun_revision integer,
    -- The first update that is not stored here; null: whatever Telegram still has.
    next_update_id bigint,
    -- When updates were last stored: after a week without any, Telegram may number them anew.
    stored_at timestamptz,
    due_at timestamptz not null,
    failures integer not null default 0,
    lease_owner uuid,
    lease_until timestamptz,
    constraint telegram_polls_pk primary key (channel_id),
    constraint telegram_polls_channel foreign key (channel_id) references channels (id) on delete cascade
) with (fillfactor = 50);

-- What keeps Telegram from being asked for the bot's updates at present.
alter table channels add column polling_trouble text;
create index channels_polled on channels (id) where type = 'telegram' and settings ->> 'updates' = 'polling';
