-- While a file is imported, the tables grow by more than a tenth between any two looks of autovacuum, and each time all
-- columns were sampled anew: a quarter of the database's processor time. No plan depends on what is inside these documents,
-- and estimates scale with the tables by themselves.
alter table customers
    alter column attributes set statistics 0,
    alter column opt_outs set statistics 0,
    alter column search_text set statistics 0;
alter table customers set (autovacuum_analyze_scale_factor = 0.4, autovacuum_vacuum_insert_scale_factor = 0.5);

alter table participants
    alter column attributes set statistics 0,
    alter column last_communication set statistics 0;
alter table participants set (autovacuum_analyze_scale_factor = 0.4, autovacuum_vacuum_insert_scale_factor = 0.5);

alter table participant_uploads set (autovacuum_analyze_scale_factor = 0.4, autovacuum_vacuum_insert_scale_factor = 0.5);
alter table participant_progress set (autovacuum_analyze_scale_factor = 0.4, autovacuum_vacuum_insert_scale_factor = 0.5);
