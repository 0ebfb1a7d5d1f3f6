-- Tables are named in the plural everywhere. Repeatable, since the services have numbers of their own above those of this
-- folder: Flyway runs it after them, in a new database as in one that is in use.
alter table if exists consumer_position rename to consumer_positions;
alter index if exists consumer_position_pk rename to consumer_positions_pk;

do $$
begin
    if exists (select from pg_constraint 
                where conrelid = 'consumer_positions'::regclass and conname = 'consumer_position_not_negative') then
        alter table consumer_positions rename constraint consumer_position_not_negative to consumer_positions_not_negative;
    end if;
end
$$;
