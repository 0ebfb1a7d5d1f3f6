-- Channels on which people do not want to be contacted, as participant-service tells of every change: looked at in the
-- transaction that claims. Those from before this table are still found where addresses are asked for.
create table opt_outs (
    customer_id uuid not null,
    channel text not null,
    constraint opt_outs_pk primary key (customer_id, channel),
    constraint opt_outs_channel check (channel in ('email', 'telegram', 'whatsapp', 'voice', 'web'))
);

-- Words with which contacts of a tenant opt out of a type of channel, in place of the usual ones.
create table stop_words (
    tenant_id uuid not null,
    channel text not null,
    words text[] not null,
    constraint stop_words_pk primary key (tenant_id, channel),
    constraint stop_words_channel check (channel in ('email', 'telegram', 'whatsapp', 'voice', 'web'))
);
