--liquibase formatted sql logicalFilePath:sql/reporting/sync_proof_monthly.sql

--changeset tds:sync-proof-monthly-found splitStatements:false runOnChange:true
-- Every table of documents with a date, a currency and an amount of its own: a new one needs nothing here.
create or replace function etl.monthly()
returns table (organization_id text, entity text, month date, currency_code text, records_here bigint, sum_here numeric,
  records_there bigint, sum_there numeric)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  document record;
begin
  for document in
    select kind.relname as name, amount.attname as amount
    from pg_class as kind
    join pg_attribute as amount on amount.attrelid = kind.oid and not amount.attisdropped
      and amount.attname = case when exists (select from pg_attribute as total where total.attrelid = kind.oid
        and total.attname = 'total') then 'total' else 'amount' end
    where kind.relnamespace = 'tds'::regnamespace and kind.relkind = 'r'
      and (select count(*) from pg_attribute as needed where needed.attrelid = kind.oid
        and needed.attname in ('date', 'currency_code', 'fingerprint', 'payload_hash', 'deleted_at')) = 5
  loop
    return query execute format(
      'select kept.organization_id, %1$L, date_trunc(''month'', kept.date::timestamp)::date, kept.currency_code, count(*),'
      ' sum(kept.%3$I), count(said.payload), sum(nullif(said.payload ->> %2$L, '''')::numeric)'
      ' from tds.%1$I as kept join tds.organizations as organization'
      '   on organization.organization_id = kept.organization_id and organization.is_mirrored'
      ' left join etl.payloads as said on said.organization_id = kept.organization_id'
      '   and said.source_id = kept.source_id and said.payload_hash = kept.payload_hash'
      ' where kept.deleted_at is null group by 1, 3, 4', document.name, document.amount, document.amount);
  end loop;
end
$$;

--changeset tds:sync-proof-monthly runOnChange:true
create or replace view reporting.sync_proof_monthly as
select organization_id, entity, month, currency_code, records_here, records_there, records_here - records_there as records_difference,
  sum_here, sum_there, sum_here - sum_there as sum_difference
from etl.monthly();

comment on view reporting.sync_proof_monthly is 'Documents by month and currency: what the tables say, and what Zoho said in the answers that are kept. It reads every document, so it takes seconds.';
comment on column reporting.sync_proof_monthly.entity is 'The table of schema tds.';
comment on column reporting.sync_proof_monthly.month is 'The first day of the month of the documents; null for documents without a date.';
comment on column reporting.sync_proof_monthly.records_here is 'Rows that live.';
comment on column reporting.sync_proof_monthly.records_there is 'Of these, rows whose answer of Zoho is kept.';
comment on column reporting.sync_proof_monthly.records_difference is 'Rows of which no answer is kept, so that nothing is proven.';
comment on column reporting.sync_proof_monthly.sum_here is 'Their total, or their amount, in the currency of the documents.';
comment on column reporting.sync_proof_monthly.sum_there is 'The same as Zoho said.';
comment on column reporting.sync_proof_monthly.sum_difference is 'How far apart these are: 0 if all is well.';
