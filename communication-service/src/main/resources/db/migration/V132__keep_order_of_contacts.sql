-- Who wrote, as a digest of the address, while the message is open: what one contact has said on a channel is carried on in its
-- order, also where several replicas take messages at the same time. Null: of before.
alter table inbound_messages add column contact text;
-- Those of a contact that somebody has at work, or that wait for another attempt: they keep back what came after them.
create index inbound_messages_begun on inbound_messages (channel_id, contact, id)
    where state in ('received', 'incoming') and attempts > 0;
