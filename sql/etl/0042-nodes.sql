--liquibase formatted sql logicalFilePath:sql/etl/0042-nodes.sql

--changeset tds:etl-nodes
create table etl.nodes (
  node_id bigint primary key,
  name text not null,
  serves boolean not null,
  began_at timestamptz not null
);
comment on table etl.nodes is 'The processes that execute runs. Each holds an advisory lock of its number while it lives; a row without that lock is of one that is gone.';
comment on column etl.nodes.node_id is 'As in etl.runs.node_id.';
comment on column etl.nodes.name is 'Host and process id.';
comment on column etl.nodes.serves is 'Whether the process executes what others ask for, and what is due.';
comment on column etl.nodes.began_at is 'When the process first showed that it lives.';
