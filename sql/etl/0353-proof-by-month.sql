--liquibase formatted sql logicalFilePath:sql/etl/0353-proof-by-month.sql

--changeset tds:etl-proof-by-month
create table etl.proof_by_month (
  organization_id text not null,
  entity text not null,
  month date,
  currency_code text,
  records_here bigint not null,
  records_there bigint not null,
  sum_here numeric,
  sum_there numeric,
  checked_at timestamptz not null,
  constraint proof_by_month_once unique nulls not distinct (organization_id, entity, month, currency_code)
);
comment on table etl.proof_by_month is 'Documents by month and currency, here and as Zoho said, when they were last summed up: some time after each full import.';
comment on column etl.proof_by_month.entity is 'The table of schema tds.';
comment on column etl.proof_by_month.month is 'The first day of the month of the documents; null for documents without a date.';
comment on column etl.proof_by_month.records_here is 'Rows that live.';
comment on column etl.proof_by_month.records_there is 'Of these, rows whose answer of Zoho is kept.';
comment on column etl.proof_by_month.sum_here is 'Their total, or their amount, in the currency of the documents.';
comment on column etl.proof_by_month.sum_there is 'The same as Zoho said.';
comment on column etl.proof_by_month.checked_at is 'When they were summed up.';
