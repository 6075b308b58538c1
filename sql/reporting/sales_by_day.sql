--liquibase formatted sql logicalFilePath:sql/reporting/sales_by_day.sql

--changeset tds:sales-by-day runOnChange:true
create or replace view reporting.sales_by_day as
select
  organization_id,
  date,
  currency_code,
  count(*) as invoices,
  trim_scale(sum(total)) as total,
  trim_scale(sum(total * coalesce(exchange_rate, 1))) as total_in_base_currency,
  trim_scale(sum(balance)) as open_balance
from tds.invoices
where deleted_at is null and status not in ('draft', 'void', 'pending_approval', 'rejected')
group by organization_id, date, currency_code;

comment on view reporting.sales_by_day is 'Invoices that count, by day and currency: neither drafts nor void ones.';
comment on column reporting.sales_by_day.date is 'The invoice''s day in the organization''s calendar.';
comment on column reporting.sales_by_day.total_in_base_currency is 'Totals at each invoice''s own exchange rate, in the currency of the organization''s books.';
comment on column reporting.sales_by_day.open_balance is 'What is still unpaid of them now.';
