--liquibase formatted sql logicalFilePath:sql/etl/0335-bulk-read-parts.sql

--changeset tds:etl-bulk-read-parts
alter table etl.bulk_reads add column part integer not null default 1;
alter table etl.bulk_reads add column row_count bigint;
alter table etl.bulk_reads drop constraint bulk_reads_pkey;
alter table etl.bulk_reads add primary key (organization_id, module, part);
alter table etl.bulk_reads alter column part drop default;
comment on table etl.bulk_reads is 'Modules of CRM whose last full reading by CRM''s Bulk Read came as one file, or as several: CRM puts 200,000 records into a file. There is one row for each file. A module of at most 100,000 records comes so once, and later page by page.';
comment on column etl.bulk_reads.part is 'Which file of the reading, from 1.';
comment on column etl.bulk_reads.row_count is 'How many records CRM says are in the file; null until CRM has made the file.';
