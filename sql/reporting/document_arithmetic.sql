--liquibase formatted sql logicalFilePath:sql/reporting/document_arithmetic.sql

--changeset tds:document-arithmetic runOnChange:true
create or replace view reporting.document_arithmetic as
with documents as (
  select 'invoice' as document, doc.organization_id, doc.source_id, doc.currency_code, doc.is_inclusive_tax,
    doc.sub_total, doc.tax_total, doc.total, doc.tax_rounding as tax_rounding,
    case when doc.discount_type = 'item_level' then 0 when doc.discount_total is null and doc.discount <> 0 then null
      else coalesce(doc.discount_total, 0) end as discount,
    coalesce(doc.shipping_charge, 0) as shipping_charge, coalesce(doc.shipping_charge_tax, 0) as shipping_charge_tax,
    coalesce(doc.adjustment, 0) as adjustment, coalesce(doc.roundoff_value, 0) as roundoff,
    (select coalesce(sum(line.item_total), 0) from tds.invoice_lines as line
      where line.organization_id = doc.organization_id and line.invoice_id = doc.source_id) as lines,
    (select coalesce(sum(tax.tax_amount), 0) from tds.invoice_taxes as tax
      where tax.organization_id = doc.organization_id and tax.invoice_id = doc.source_id) as taxes,
    (select coalesce(sum(tax.tax_amount), 0) from tds.invoice_line_taxes as tax
      where tax.organization_id = doc.organization_id and tax.invoice_id = doc.source_id) as line_taxes
  from tds.invoices as doc
  where doc.deleted_at is null and doc.detail_hash is not null
    and doc.source_modified_at is not distinct from doc.detail_modified_at
  union all
  select 'bill' as document, doc.organization_id, doc.source_id, doc.currency_code, doc.is_inclusive_tax,
    doc.sub_total, doc.tax_total, doc.total, doc.tax_rounding as tax_rounding,
    case when doc.discount_type = 'item_level' then 0 when doc.discount_total is null and doc.discount <> 0 then null
      else coalesce(doc.discount_total, 0) end as discount,
    coalesce(null::numeric, 0) as shipping_charge, coalesce(null::numeric, 0) as shipping_charge_tax,
    coalesce(doc.adjustment, 0) as adjustment, coalesce(null::numeric, 0) as roundoff,
    (select coalesce(sum(line.item_total), 0) from tds.bill_lines as line
      where line.organization_id = doc.organization_id and line.bill_id = doc.source_id) as lines,
    (select coalesce(sum(tax.tax_amount), 0) from tds.bill_taxes as tax
      where tax.organization_id = doc.organization_id and tax.bill_id = doc.source_id) as taxes,
    (select coalesce(sum(tax.tax_amount), 0) from tds.bill_line_taxes as tax
      where tax.organization_id = doc.organization_id and tax.bill_id = doc.source_id) as line_taxes
  from tds.bills as doc
  where doc.deleted_at is null and doc.detail_hash is not null
    and doc.source_modified_at is not distinct from doc.detail_modified_at
  union all
  select 'sales order' as document, doc.organization_id, doc.source_id, doc.currency_code, doc.is_inclusive_tax,
    doc.sub_total, doc.tax_total, doc.total, doc.tax_rounding as tax_rounding,
    case when doc.discount_type = 'item_level' then 0 when doc.discount_total is null and doc.discount <> 0 then null
      else coalesce(doc.discount_total, 0) end as discount,
    coalesce(doc.shipping_charge, 0) as shipping_charge, coalesce(doc.shipping_charge_tax, 0) as shipping_charge_tax,
    coalesce(doc.adjustment, 0) as adjustment, coalesce(doc.roundoff_value, 0) as roundoff,
    (select coalesce(sum(line.item_total), 0) from tds.sales_order_lines as line
      where line.organization_id = doc.organization_id and line.salesorder_id = doc.source_id) as lines,
    (select coalesce(sum(tax.tax_amount), 0) from tds.sales_order_taxes as tax
      where tax.organization_id = doc.organization_id and tax.salesorder_id = doc.source_id) as taxes,
    (select coalesce(sum(tax.tax_amount), 0) from tds.sales_order_line_taxes as tax
      where tax.organization_id = doc.organization_id and tax.salesorder_id = doc.source_id) as line_taxes
  from tds.sales_orders as doc
  where doc.deleted_at is null and doc.detail_hash is not null
    and doc.source_modified_at is not distinct from doc.detail_modified_at
  union all
  select 'credit note' as document, doc.organization_id, doc.source_id, doc.currency_code, doc.is_inclusive_tax,
    doc.sub_total, doc.tax_total, doc.total, doc.tax_rounding as tax_rounding,
    case when doc.discount_type = 'item_level' then 0 when doc.discount_total is null and doc.discount <> 0 then null
      else coalesce(doc.discount_total, 0) end as discount,
    coalesce(doc.shipping_charge, 0) as shipping_charge, coalesce(doc.shipping_charge_tax, 0) as shipping_charge_tax,
    coalesce(doc.adjustment, 0) as adjustment, coalesce(doc.roundoff_value, 0) as roundoff,
    (select coalesce(sum(line.item_total), 0) from tds.credit_note_lines as line
      where line.organization_id = doc.organization_id and line.creditnote_id = doc.source_id) as lines,
    (select coalesce(sum(tax.tax_amount), 0) from tds.credit_note_taxes as tax
      where tax.organization_id = doc.organization_id and tax.creditnote_id = doc.source_id) as taxes,
    (select coalesce(sum(tax.tax_amount), 0) from tds.credit_note_line_taxes as tax
      where tax.organization_id = doc.organization_id and tax.creditnote_id = doc.source_id) as line_taxes
  from tds.credit_notes as doc
  where doc.deleted_at is null and doc.detail_hash is not null
    and doc.source_modified_at is not distinct from doc.detail_modified_at
)
select
  organization_id,
  document,
  source_id,
  currency_code,
  trim_scale(sub_total) as sub_total,
  trim_scale(lines) as lines,
  trim_scale(tax_total) as tax_total,
  trim_scale(taxes) as taxes,
  trim_scale(line_taxes) as line_taxes,
  trim_scale(total) as total,
  trim_scale(lines - sub_total) as lines_difference,
  trim_scale(taxes - tax_total) as taxes_difference,
  case when tax_rounding is distinct from 'entity_level' then trim_scale(line_taxes + shipping_charge_tax - tax_total) end as line_taxes_difference,
  case when is_inclusive_tax then null
    else trim_scale(sub_total - discount + tax_total + shipping_charge + adjustment + roundoff - total) end as total_difference
from documents;

comment on view reporting.document_arithmetic is 'Each document whose newest version is at hand, with the sums of its lines and taxes beside its own: where everything ties, each difference is 0; null where Zoho does not say enough to tell.';
comment on column reporting.document_arithmetic.document is 'invoice, bill, sales order or credit note.';
comment on column reporting.document_arithmetic.lines is 'Sum of item_total over the lines.';
comment on column reporting.document_arithmetic.taxes is 'Sum over the document''s taxes.';
comment on column reporting.document_arithmetic.line_taxes is 'Sum over the taxes of its lines.';
comment on column reporting.document_arithmetic.lines_difference is 'lines less sub_total.';
comment on column reporting.document_arithmetic.taxes_difference is 'taxes less tax_total.';
comment on column reporting.document_arithmetic.line_taxes_difference is 'line_taxes and the tax on shipping less tax_total; null where the sum of taxes is rounded, not each line.';
comment on column reporting.document_arithmetic.total_difference is 'sub_total less discount, with tax_total, shipping charge, adjustment and rounding, less total; null where rates include tax or the discount is not known as an amount.';
