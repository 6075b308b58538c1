--liquibase formatted sql logicalFilePath:sql/reporting/customer_statement.sql

--changeset tds:customer-statement runOnChange:true
create or replace view reporting.customer_statement as
with entries as (
  select organization_id, source_id as customer_id, currency_code, null::date as date, 0 as place,
    'opening balance' as kind, source_id as document_id, null::text as number, opening_balance_amount as amount
  from tds.customers
  where deleted_at is null and opening_balance_amount <> 0
  union all
  select organization_id, customer_id, currency_code, date, 1, 'invoice', source_id, invoice_number, total
  from tds.invoices
  where deleted_at is null and status not in ('draft', 'void', 'pending_approval', 'rejected')
  union all
  select organization_id, customer_id, currency_code, date, 2, 'written off', source_id, invoice_number, -write_off_amount
  from tds.invoices
  where deleted_at is null and status not in ('draft', 'void', 'pending_approval', 'rejected') and write_off_amount <> 0
  union all
  select organization_id, customer_id, currency_code, date, 3, 'credit note', source_id, creditnote_number, -total
  from tds.credit_notes
  where deleted_at is null and status not in ('draft', 'void', 'pending_approval', 'rejected')
  union all
  select organization_id, customer_id, currency_code, date, 4, 'credit note refunded', source_id, creditnote_number,
    total_refunded_amount
  from tds.credit_notes
  where deleted_at is null and status not in ('draft', 'void', 'pending_approval', 'rejected') and total_refunded_amount <> 0
  union all
  select organization_id, customer_id, currency_code, date, 5, 'payment', source_id, payment_number,
    -(amount + coalesce(tax_amount_withheld, 0))
  from tds.payments
  where deleted_at is null and status is distinct from 'void' and status is distinct from 'draft'
  union all
  select organization_id, customer_id, currency_code, date, 6, 'payment refunded', source_id, payment_number, amount_refunded
  from tds.payments
  where deleted_at is null and status is distinct from 'void' and status is distinct from 'draft' and amount_refunded <> 0)
select
  organization_id,
  customer_id,
  currency_code,
  date,
  kind,
  document_id,
  number,
  trim_scale(amount) as amount,
  trim_scale(sum(amount) over before_and_this - amount) as balance_before,
  trim_scale(sum(amount) over before_and_this) as balance
from entries
window before_and_this as (
  partition by organization_id, customer_id, currency_code order by date nulls first, place, document_id
  rows unbounded preceding);

comment on view reporting.customer_statement is 'Every document that moves what a customer owes, in the order of days, with the balance after it; apart by currency. For a period take its rows: balance_before of the first is the opening balance, balance of the last the closing one. Amounts are those of now: what was refunded or written off stands at the day of its document.';
comment on column reporting.customer_statement.date is 'Day of the document; null for the balance that the customer was taken over with.';
comment on column reporting.customer_statement.kind is 'opening balance, invoice, written off, credit note, credit note refunded, payment or payment refunded.';
comment on column reporting.customer_statement.amount is 'In currency_code; negative if the customer owes less by it.';
comment on column reporting.customer_statement.balance_before is 'What the customer owed before it.';
comment on column reporting.customer_statement.balance is 'What the customer owes after it: the sum of all amounts up to here.';
