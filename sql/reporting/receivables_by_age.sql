--liquibase formatted sql logicalFilePath:sql/reporting/receivables_by_age.sql

--changeset tds:receivables-by-age runOnChange:true
create or replace view reporting.receivables_by_age as
select
  invoice.organization_id,
  invoice.customer_id,
  max(invoice.customer_name) as customer_name,
  invoice.currency_code,
  trim_scale(sum(invoice.balance) filter (where age.days <= 0)) as not_due,
  trim_scale(sum(invoice.balance) filter (where age.days between 1 and 30)) as days_1_to_30,
  trim_scale(sum(invoice.balance) filter (where age.days between 31 and 60)) as days_31_to_60,
  trim_scale(sum(invoice.balance) filter (where age.days between 61 and 90)) as days_61_to_90,
  trim_scale(sum(invoice.balance) filter (where age.days > 90)) as days_over_90,
  trim_scale(sum(invoice.balance)) as balance,
  max(age.days) as oldest_days
from tds.invoices as invoice
join tds.organizations as organization on organization.organization_id = invoice.organization_id
cross join lateral (
  select (now() at time zone organization.time_zone)::date - coalesce(invoice.due_date, invoice.date) as days) as age
where invoice.deleted_at is null and invoice.balance > 0
  and invoice.status not in ('draft', 'void', 'pending_approval', 'rejected')
group by invoice.organization_id, invoice.customer_id, invoice.currency_code;

comment on view reporting.receivables_by_age is 'What each customer owes, by days past the due date, counted in the organization''s calendar; one row per currency.';
comment on column reporting.receivables_by_age.not_due is 'Balances that are due today or later.';
comment on column reporting.receivables_by_age.oldest_days is 'Days past due of the oldest open invoice; negative if none is due yet.';
