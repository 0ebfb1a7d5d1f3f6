-- Each tenant's messages that are to be carried on, those due first at the front: tenants take turns, so that a flood of one
-- delays nobody else.
create index inbound_messages_turns on inbound_messages (tenant_id, due_at, id) where state in ('received', 'incoming');
drop index inbound_messages_open;
