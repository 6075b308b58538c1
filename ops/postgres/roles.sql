-- The roles and the database of an installation. Run by a superuser, as often as you like:
--   TDS_PASSWORD=… psql --set ON_ERROR_STOP=1 -f ops/postgres/roles.sql "postgresql://postgres@db.example.com/postgres"
-- The image of PostgreSQL runs this file when its volume is empty (docker/compose.yaml).
\set ON_ERROR_STOP 1
\getenv password TDS_PASSWORD
\if :{?database}
\else
\set database tds
\endif

-- The application owns its database and may nothing else.
select 'create role tds_app' where not exists (select from pg_roles where rolname = 'tds_app') \gexec
alter role tds_app login nosuperuser nocreatedb nocreaterole noreplication password :'password';
select format('create database %I owner tds_app', :'database')
where not exists (select from pg_database where datname = :'database') \gexec

-- Programs that read: create role shop login password '…' in role tds_reader;
-- They may read schemas tds and reporting and ask tds.as_of. The application grants that when it makes its tables.
select 'create role tds_reader nologin' where not exists (select from pg_roles where rolname = 'tds_reader') \gexec
-- Nobody else gets into the database.
select format('revoke connect, temporary on database %I from public', :'database') \gexec
select format('grant connect, temporary on database %I to tds_reader', :'database') \gexec
