--liquibase formatted sql logicalFilePath:sql/reporting/sync_tie_outs.sql

--changeset tds:sync-tie-outs-found splitStatements:false runOnChange:true
-- A document whose parts are older than its row is not compared: its parts are still to come.
create or replace function etl.comparable(organization text) returns table (check_name text, source_id text, differs boolean)
language sql stable as $$
  select 'invoices-lines', document.source_id, abs(lines.total - document.sub_total) > 0.005
  from tds.invoices as document
  cross join lateral (select coalesce(sum(line.item_total), 0) as total from tds.invoice_lines as line
    where line.organization_id = document.organization_id and line.invoice_id = document.source_id) as lines
  where document.organization_id = organization and document.deleted_at is null and document.detail_hash is not null
    and (document.detail_modified_at is null or document.detail_modified_at >= document.source_modified_at)
    and not coalesce(document.is_inclusive_tax, false) and document.sub_total is not null
  union all
  select 'sales-orders-lines', document.source_id, abs(lines.total - document.sub_total) > 0.005
  from tds.sales_orders as document
  cross join lateral (select coalesce(sum(line.item_total), 0) as total from tds.sales_order_lines as line
    where line.organization_id = document.organization_id and line.salesorder_id = document.source_id) as lines
  where document.organization_id = organization and document.deleted_at is null and document.detail_hash is not null
    and (document.detail_modified_at is null or document.detail_modified_at >= document.source_modified_at)
    and not coalesce(document.is_inclusive_tax, false) and document.sub_total is not null
  union all
  select 'bills-lines', document.source_id, abs(lines.total - document.sub_total) > 0.005
  from tds.bills as document
  cross join lateral (select coalesce(sum(line.item_total), 0) as total from tds.bill_lines as line
    where line.organization_id = document.organization_id and line.bill_id = document.source_id) as lines
  where document.organization_id = organization and document.deleted_at is null and document.detail_hash is not null
    and (document.detail_modified_at is null or document.detail_modified_at >= document.source_modified_at)
    and not coalesce(document.is_inclusive_tax, false) and document.sub_total is not null
  union all
  select 'credit-notes-lines', document.source_id, abs(lines.total - document.sub_total) > 0.005
  from tds.credit_notes as document
  cross join lateral (select coalesce(sum(line.item_total), 0) as total from tds.credit_note_lines as line
    where line.organization_id = document.organization_id and line.creditnote_id = document.source_id) as lines
  where document.organization_id = organization and document.deleted_at is null and document.detail_hash is not null
    and (document.detail_modified_at is null or document.detail_modified_at >= document.source_modified_at)
    and not coalesce(document.is_inclusive_tax, false) and document.sub_total is not null
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
comment on column reporting.sync_tie_outs.check_name is 'invoices-lines and the like: the lines of a document and its sub-total. stock-locations: stock of all locations and of the whole. payments-allocations: what a payment is used for is no more than the payment. invoices-balance: total less payments, credits and write-offs is the balance.';
comment on column reporting.sync_tie_outs.checked is 'How many records were compared.';
comment on column reporting.sync_tie_outs.differences is 'How many of these do not agree.';
comment on column reporting.sync_tie_outs.examples is 'The first 20 of those, by the ids of the source.';
comment on column reporting.sync_tie_outs.checked_at is 'When: at the end of the last full import of any job.';
