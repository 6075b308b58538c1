--liquibase formatted sql logicalFilePath:sql/etl/0060-hydration-lease.sql

--changeset tds:etl-hydration-lease
alter table etl.hydration add column fetched_by bigint;
comment on column etl.hydration.fetched_by is 'The run that fetches the document. As long as that run is live, no other run asks for the document.';
