--liquibase formatted sql logicalFilePath:sql/reporting/stock_movements.sql

--changeset tds:stock-movements runOnChange:true
create or replace view reporting.stock_movements as
with lines as (
  select line.organization_id, line.item_id, coalesce(line.location_id, sold.location_id) as location_id, sold.date,
    'invoice' as kind, sold.source_id as document_id, sold.invoice_number as number, sold.customer_id as party_id,
    line.source_id as line_id, -line.quantity as quantity
  from tds.invoices as sold
  join tds.invoice_lines as line on line.organization_id = sold.organization_id and line.invoice_id = sold.source_id
    and line.deleted_at is null
  where sold.deleted_at is null and sold.status not in ('draft', 'void', 'pending_approval', 'rejected')
  union all
  select line.organization_id, line.item_id, coalesce(line.location_id, note.location_id), note.date,
    'credit note', note.source_id, note.creditnote_number, note.customer_id, line.source_id, line.quantity
  from tds.credit_notes as note
  join tds.credit_note_lines as line on line.organization_id = note.organization_id
    and line.creditnote_id = note.source_id and line.deleted_at is null
  where note.deleted_at is null and note.status not in ('draft', 'void', 'pending_approval', 'rejected')
  union all
  select line.organization_id, line.item_id, coalesce(line.location_id, bill.location_id), bill.date,
    'bill', bill.source_id, bill.bill_number, bill.vendor_id, line.source_id, line.quantity
  from tds.bills as bill
  join tds.bill_lines as line on line.organization_id = bill.organization_id and line.bill_id = bill.source_id
    and line.deleted_at is null
  where bill.deleted_at is null and bill.status not in ('draft', 'void', 'pending_approval', 'rejected')
  union all
  select line.organization_id, line.item_id, coalesce(line.location_id, credit.location_id), credit.date,
    'vendor credit', credit.source_id, credit.vendor_credit_number, credit.vendor_id, line.source_id, -line.quantity
  from tds.vendor_credits as credit
  join tds.vendor_credit_lines as line on line.organization_id = credit.organization_id
    and line.vendor_credit_id = credit.source_id and line.deleted_at is null
  where credit.deleted_at is null and credit.status not in ('draft', 'void', 'pending_approval', 'rejected'))
select
  lines.organization_id,
  lines.item_id,
  product.sku,
  product.name,
  lines.location_id,
  lines.date,
  lines.kind,
  lines.document_id,
  lines.number,
  lines.party_id,
  lines.line_id,
  lines.quantity
from lines
join tds.products as product on product.organization_id = lines.organization_id and product.source_id = lines.item_id
  and product.track_inventory;

comment on view reporting.stock_movements is 'What documents have moved of the items whose stock Zoho counts: a row for each line of an invoice, credit note, bill or vendor credit, neither of drafts nor of void ones. Adjustments, transfers between locations and opening stock are no documents of these and are not in it, so that sums need not be the stock on hand.';
comment on column reporting.stock_movements.location_id is 'Of the line; else of its document.';
comment on column reporting.stock_movements.date is 'Day of the document.';
comment on column reporting.stock_movements.kind is 'invoice, credit note, bill or vendor credit.';
comment on column reporting.stock_movements.party_id is 'The customer or the vendor.';
comment on column reporting.stock_movements.quantity is 'In the item''s unit; negative if the stock is less by it.';
