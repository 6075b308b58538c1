--liquibase formatted sql logicalFilePath:sql/reporting/customer_balance.sql

--changeset tds:customer-balance runOnChange:true
create or replace view reporting.customer_balance as
select
  customer.organization_id,
  customer.source_id as customer_id,
  customer.contact_name,
  customer.status,
  customer.currency_code,
  customer.outstanding_receivable_amount as outstanding,
  customer.unused_credits_receivable_amount as unused_credits,
  open.balance as unpaid_invoices_balance,
  coalesce(open.invoices, 0) as unpaid_invoices,
  coalesce(open.documents, '[]'::jsonb) as unpaid_documents
from tds.customers as customer
left join lateral (
  select
    count(*) as invoices,
    trim_scale(sum(invoice.balance)) as balance,
    jsonb_agg(jsonb_build_object(
      'invoice_id', invoice.source_id, 'invoice_number', invoice.invoice_number, 'date', invoice.date,
      'due_date', invoice.due_date, 'total', invoice.total, 'balance', invoice.balance,
      'currency_code', invoice.currency_code, 'status', invoice.status)
      order by invoice.due_date, invoice.invoice_number) as documents
  from tds.invoices as invoice
  where invoice.organization_id = customer.organization_id and invoice.customer_id = customer.source_id
    and invoice.deleted_at is null and invoice.balance > 0
    and invoice.status not in ('draft', 'void', 'pending_approval', 'rejected')) as open on true
where customer.deleted_at is null;

comment on view reporting.customer_balance is 'Each customer with what Zoho says it owes, and the unpaid invoices behind it.';
comment on column reporting.customer_balance.outstanding is 'Zoho''s own figure (outstanding_receivable_amount), in the customer''s currency.';
comment on column reporting.customer_balance.unused_credits is 'Credit notes and advance payments that are not applied yet.';
comment on column reporting.customer_balance.unpaid_invoices_balance is 'Sum over the unpaid invoices mirrored here; differs from outstanding while an opening balance is open.';
comment on column reporting.customer_balance.unpaid_documents is 'The unpaid invoices, the one due first first.';
