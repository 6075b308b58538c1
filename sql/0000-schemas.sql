--liquibase formatted sql logicalFilePath:sql/0000-schemas.sql

--changeset tds:schemas
create schema if not exists tds;
create schema if not exists etl;
create schema if not exists reporting;
create schema if not exists batch;
create schema if not exists quartz;

comment on schema tds is 'The mirror: records of Zoho as tables, for everyone to read';
comment on schema etl is 'What the synchronization remembers: payloads, watermarks, queues, budgets, alerts';
comment on schema reporting is 'Views over schema tds for reports';
comment on schema batch is 'Tables of Spring Batch: runs, their steps and where they stopped';
comment on schema quartz is 'Tables of Quartz: triggers and the nodes that fire them';
