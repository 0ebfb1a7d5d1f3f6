-- Tables are named in the plural everywhere, and with them the partitions of the walks, the constraints and the indexes.
do $$
declare
    former text;
    present text;
    part text;
begin
    for former, present in
        select * from (values
            ('campaign', 'campaigns'),
            ('field', 'fields'),
            ('profile_field', 'profile_fields'),
            ('former_field', 'former_fields'),
            ('flow', 'flows'),
            ('run_handover', 'run_handovers'),
            ('walk', 'walks'),
            ('walk_count', 'walk_counts'),
            ('communication_figure', 'communication_figures'),
            ('participant_figure', 'participant_figures'),
            ('communication_seen', 'seen_communications'),
            ('participant_seen', 'seen_participants')) as tables (former, present)
        union all
        select child.relname, 'walks' || substr(child.relname, length('walk') + 1)
          from pg_inherits
          join pg_class child on child.oid = inhrelid
         where inhparent = 'walk'::regclass
    loop
        execute format('alter table %I rename to %I', former, present);
        -- Those of partitions are renamed with those of their parent; names of NOT NULL are made by the server.
        for part in
            select conname from pg_constraint
             where conrelid = present::regclass and coninhcount = 0 and contype <> 'n' and starts_with(conname, former || '_')
        loop
            execute format('alter table %I rename constraint %I to %I',
                           present, part, present || substr(part, length(former) + 1));
        end loop;
        for part in
            select found.relname from pg_index
              join pg_class found on found.oid = indexrelid
             where indrelid = present::regclass and starts_with(found.relname, former || '_')
        loop
            execute format('alter index %I rename to %I', part, present || substr(part, length(former) + 1));
        end loop;
    end loop;
end
$$;
