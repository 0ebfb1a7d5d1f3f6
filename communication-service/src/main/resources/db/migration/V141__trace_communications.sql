-- Where the walk that planned it stands in a trace (W3C Trace Context); null for what is not traced.
alter table communications add column traceparent text;
