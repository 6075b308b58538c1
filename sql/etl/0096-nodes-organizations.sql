--liquibase formatted sql logicalFilePath:sql/etl/0096-nodes-organizations.sql

--changeset tds:etl-nodes-organizations
alter table etl.nodes add column organizations text[] not null default '{}';
comment on column etl.nodes.organizations is 'The organizations that the process has configured. Each of them is mirrored as long as the process lives.';
