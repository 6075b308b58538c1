--liquibase formatted sql logicalFilePath:sql/reporting/sync_nodes.sql

--changeset tds:sync-nodes runOnChange:true
create or replace view reporting.sync_nodes as
select node.node_id, node.name, node.serves, node.began_at, exists (
  select from pg_locks where locktype = 'advisory' and granted and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())
    and classid::bigint = node.node_id >> 32 and objid::bigint = node.node_id & 4294967295) as lives,
  node.seen_at
from etl.nodes as node;

comment on view reporting.sync_nodes is 'The processes that execute runs. One that is gone stays until another process starts.';
comment on column reporting.sync_nodes.node_id is 'As in etl.nodes.';
comment on column reporting.sync_nodes.name is 'Host and process id.';
comment on column reporting.sync_nodes.serves is 'Whether the process executes what others ask for, and what is due.';
comment on column reporting.sync_nodes.began_at is 'When the process first showed that it lives.';
comment on column reporting.sync_nodes.lives is 'Whether the process holds its lock, as it does while it lives.';
comment on column reporting.sync_nodes.seen_at is 'When the process last showed that it goes on, once a minute: a process that hangs lives, and shows nothing.';
