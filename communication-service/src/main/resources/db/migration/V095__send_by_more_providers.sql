-- Contacts who do not let a channel through, as its provider said when something was to be sent: nothing is sent to them until
-- they write again. The address is kept as a digest, and goes with the person or the channel.
create table blocked_contacts (
    channel_id uuid not null,
    address_digest text not null,
    customer_id uuid not null,
    blocked_at timestamptz not null,
    constraint blocked_contacts_pk primary key (channel_id, address_digest),
    constraint blocked_contacts_channel foreign key (channel_id) references channels (id) on delete cascade
);
create index blocked_contacts_customer on blocked_contacts (customer_id);
