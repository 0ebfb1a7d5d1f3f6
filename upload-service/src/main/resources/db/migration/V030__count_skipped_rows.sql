-- Records of nothing but separators and white space: they are no rows, and in no other counter.
alter table uploads add column rows_skipped bigint not null default 0;
