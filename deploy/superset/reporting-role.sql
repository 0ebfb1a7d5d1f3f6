-- The role by which Superset reads the reporting views, and nothing else. Run once, after campaign-service's migrations, by an
-- administrator of the server in campaign-service's database; running it again does no harm:
--
--   psql -v ON_ERROR_STOP=1 -d campaign -f deploy/superset/reporting-role.sql
--   psql -d campaign -c '\password campaign_reporting'
--
-- The views run with the rights of their owner, so the role needs none on the tables behind them.
do $$
declare
    owner name;
begin
    select nspowner::regrole::name into owner from pg_namespace where nspname = 'reporting';
    if owner is null then
        raise exception 'Expected the schema reporting in the database %, but there is none', current_database()
            using hint = 'Connect to the database of campaign-service, after its migrations.';
    end if;
    if not exists (select from pg_roles where rolname = 'campaign_reporting') then
        create role campaign_reporting login nosuperuser nocreatedb nocreaterole noinherit connection limit 20;
    end if;
    alter role campaign_reporting set default_transaction_read_only = on;
    alter role campaign_reporting set statement_timeout = '30s';
    alter role campaign_reporting set search_path = reporting;
    execute format('grant connect on database %I to campaign_reporting', current_database());
    grant usage on schema reporting to campaign_reporting;
    grant select on all tables in schema reporting to campaign_reporting;
    -- Views that later versions add.
    execute format(
        'alter default privileges for role %I in schema reporting grant select on tables to campaign_reporting', owner);
end
$$;
