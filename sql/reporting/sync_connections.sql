--liquibase formatted sql logicalFilePath:sql/reporting/sync_connections.sql

--changeset tds:sync-connections runOnChange:true
create or replace view reporting.sync_connections as
select connection, refusal is null and refreshed_at is not null as is_ok, refreshed_at, refusal, refused_until
from etl.connections;

comment on view reporting.sync_connections is 'Whether Zoho gives tokens to each connection. A connection that was never tried has no row.';
comment on column reporting.sync_connections.connection is 'The name under tds.zoho.connections, or "default".';
comment on column reporting.sync_connections.is_ok is 'Whether Zoho gave a token the last time it was asked.';
comment on column reporting.sync_connections.refreshed_at is 'When Zoho last gave one.';
comment on column reporting.sync_connections.refusal is 'Why Zoho gave none; null if it did.';
comment on column reporting.sync_connections.refused_until is 'Nobody asks again before this.';
