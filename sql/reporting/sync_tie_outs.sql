--liquibase formatted sql logicalFilePath:sql/reporting/sync_tie_outs.sql

--changeset tds:sync-tie-outs-found splitStatements:false runOnChange:true
-- The lines of every table of documents that has a sub-total and lines with amounts: a new table needs nothing here.
create or replace function etl.lines_compared(organization text)
returns table (check_name text, source_id text, differs boolean) language plpgsql stable as $$
declare
  document record;
begin
  for document in
    select parent.table_name as name, lines.relname as lines, pg_get_indexdef(index.indexrelid, 2, true) as key,
      exists (select from information_schema.columns as tax where tax.table_schema = 'tds'
        and tax.table_name = parent.table_name and tax.column_name = 'is_inclusive_tax') as has_tax
    from information_schema.columns as parent
    join pg_class as lines on lines.relnamespace = 'tds'::regnamespace
      and lines.relname = regexp_replace(parent.table_name, 's$', '') || '_lines'
    join pg_index as index on index.indrelid = lines.oid
      and index.indexrelid = to_regclass(format('tds.%I', lines.relname || '_parent'))
    where parent.table_schema = 'tds' and parent.column_name = 'sub_total'
      and exists (select from information_schema.columns as detail where detail.table_schema = 'tds'
        and detail.table_name = parent.table_name and detail.column_name = 'detail_modified_at')
      and exists (select from information_schema.columns as amount where amount.table_schema = 'tds'
        and amount.table_name = lines.relname and amount.column_name = 'item_total')
  loop
    return query execute format(
      'select %1$L, document.source_id, abs(lines.total - document.sub_total) > 0.005 from tds.%2$I as document'
      ' cross join lateral (select coalesce(sum(line.item_total), 0) as total from tds.%3$I as line'
      '   where line.organization_id = document.organization_id and line.%4$I = document.source_id) as lines'
      ' where document.organization_id = $1 and document.deleted_at is null and document.detail_hash is not null'
      '   and (document.detail_modified_at is null or document.detail_modified_at >= document.source_modified_at)'
      '   and document.sub_total is not null %5$s',
      replace(document.name, '_', '-') || '-lines', document.name, document.lines, document.key,
      case when document.has_tax then 'and not coalesce(document.is_inclusive_tax, false)' else '' end) using organization;
  end loop;
end
$$;

-- A document whose parts are older than its row is not compared: its parts are still to come.
create or replace function etl.comparable(organization text) returns table (check_name text, source_id text, differs boolean)
language sql stable as $$
  select lines.check_name, lines.source_id, lines.differs from etl.lines_compared(organization) as lines
  union all
  select 'stock-locations', whole.item_id, places.stock <> whole.stock_on_hand
  from tds.stock as whole
  cross join lateral (select sum(place.stock_on_hand) as stock from tds.stock as place
    where place.organization_id = whole.organization_id and place.item_id = whole.item_id and place.location_id <> ''
      and place.deleted_at is null) as places
  where whole.organization_id = organization and whole.location_id = '' and whole.deleted_at is null
    and whole.stock_on_hand is not null and places.stock is not null
  union all
  select 'payments-allocations', payment.source_id, used.amount > payment.amount + 0.005
  from tds.payments as payment
  cross join lateral (select sum(part.amount_applied) as amount from tds.payment_allocations as part
    where part.organization_id = payment.organization_id and part.payment_id = payment.source_id) as used
  where payment.organization_id = organization and payment.deleted_at is null and payment.amount is not null
    and used.amount is not null and (payment.detail_modified_at is null or payment.detail_modified_at >= payment.source_modified_at)
  union all
  select 'invoices-balance', document.source_id, abs(document.total - document.payment_made - document.credits_applied
    - coalesce(document.write_off_amount, 0) - document.balance) > 0.005
  from tds.invoices as document
  where document.organization_id = organization and document.deleted_at is null and document.detail_hash is not null
    and (document.detail_modified_at is null or document.detail_modified_at >= document.source_modified_at)
    and document.status not in ('draft', 'void', 'pending_approval', 'rejected')
    and document.total is not null and document.payment_made is not null and document.credits_applied is not null
    and document.balance is not null
  union all
  -- What a customer owes was read with the last full list of customers. Compared is who has no invoice that is newer, once
  -- invoices are complete through the end of that list.
  select 'customers-outstanding', customer.source_id,
    abs(customer.outstanding_receivable_amount - customer.outstanding_ob_receivable_amount - open.balance) > 0.005
  from etl.job_state as listed
  join etl.job_state as invoices on invoices.organization_id = organization and invoices.tables @> array['invoices']
  join etl.watermarks as seen on seen.organization_id = organization and seen.job = invoices.job
    and seen.seen_until >= listed.full_at
  join tds.customers as customer on customer.organization_id = organization and customer.deleted_at is null
  cross join lateral (
    select coalesce(sum(document.balance) filter (where document.deleted_at is null and document.balance > 0
        and document.status not in ('draft', 'void', 'pending_approval', 'rejected')), 0) as balance,
      coalesce(bool_and(document.currency_code = customer.currency_code), true) as is_one_currency,
      coalesce(max(greatest(document.source_modified_at, document.deleted_at)), '-infinity') as newest
    from tds.invoices as document
    where document.organization_id = organization and document.customer_id = customer.source_id) as open
  where listed.organization_id = organization and listed.tables @> array['customers']
    and customer.outstanding_receivable_amount is not null and customer.outstanding_ob_receivable_amount is not null
    and open.is_one_currency and open.newest < listed.full_began_at
$$;

create or replace function etl.compared(organization text) returns table (check_name text, source_id text, differs boolean)
language sql stable as $$
  select one.check_name, one.source_id, one.differs from etl.comparable(organization) as one
  where not exists (select from etl.hydration as place
    where place.organization_id = organization and place.source_id = one.source_id)
$$;

create or replace function etl.tie_out(organization text, at timestamptz) returns void language sql as $$
  insert into etl.tie_outs (organization_id, check_name, checked_at, checked, differences, examples)
  select organization, check_name, at, count(*), count(*) filter (where differs),
    coalesce((array_agg(source_id order by source_id) filter (where differs))[1:20], '{}')
  from etl.compared(organization) group by check_name
  on conflict (organization_id, check_name) do update set checked_at = excluded.checked_at, checked = excluded.checked,
    differences = excluded.differences, examples = excluded.examples;
  delete from etl.tie_outs where organization_id = organization and checked_at < at;
$$;

--changeset tds:sync-tie-outs runOnChange:true
create or replace view reporting.sync_tie_outs as
select kept.organization_id, kept.check_name, kept.checked, kept.differences, kept.examples, kept.checked_at
from etl.tie_outs as kept
join tds.organizations as organization on organization.organization_id = kept.organization_id and organization.is_mirrored;

comment on view reporting.sync_tie_outs is 'Whether sums that have to agree do agree within the mirror. A check without a row has compared nothing, which is unknown.';
comment on column reporting.sync_tie_outs.check_name is 'invoices-lines and the like: the lines of a document and its sub-total. stock-locations: stock of all locations and of the whole. payments-allocations: what a payment is used for is no more than the payment. invoices-balance: total less payments, credits and write-offs is the balance. customers-outstanding: what a customer owes, less what is open of the opening balance, is the sum of its unpaid invoices.';
comment on column reporting.sync_tie_outs.checked is 'How many records were compared.';
comment on column reporting.sync_tie_outs.differences is 'How many of these do not agree.';
comment on column reporting.sync_tie_outs.examples is 'The first 20 of those, by the ids of the source.';
comment on column reporting.sync_tie_outs.checked_at is 'When: at the end of the last full import of any job.';
