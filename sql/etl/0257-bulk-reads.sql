--liquibase formatted sql logicalFilePath:sql/etl/0257-bulk-reads.sql

--changeset tds:etl-bulk-reads
create table etl.bulk_reads (
  organization_id text not null,
  module text not null,
  run_id bigint not null,
  job_id text not null,
  state text not null check (state in ('READING', 'LOST', 'DONE')),
  asked_at timestamptz not null,
  primary key (organization_id, module)
);
comment on table etl.bulk_reads is 'Modules of CRM whose first full reading came as one file of CRM''s Bulk Read. There is one row for each module for good: later readings go page by page.';
comment on column etl.bulk_reads.module is 'The module, as in the path of its list.';
comment on column etl.bulk_reads.run_id is 'The run that reads the file, or has read it.';
comment on column etl.bulk_reads.job_id is 'CRM''s id of what was asked for, by which a restarted run finds the file again; empty if CRM refused.';
comment on column etl.bulk_reads.state is 'READING until the end of the file; LOST if the file could not be had any more, so that the run begins again page by page; DONE afterwards, also if CRM refused.';
comment on column etl.bulk_reads.asked_at is 'When CRM was asked for the file.';
