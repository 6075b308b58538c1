--liquibase formatted sql logicalFilePath:sql/reporting/payables_by_age.sql

--changeset tds:payables-by-age runOnChange:true
create or replace view reporting.payables_by_age as
select
  bill.organization_id,
  bill.vendor_id,
  max(bill.vendor_name) as vendor_name,
  bill.currency_code,
  trim_scale(sum(bill.balance) filter (where age.days <= 0)) as not_due,
  trim_scale(sum(bill.balance) filter (where age.days between 1 and 30)) as days_1_to_30,
  trim_scale(sum(bill.balance) filter (where age.days between 31 and 60)) as days_31_to_60,
  trim_scale(sum(bill.balance) filter (where age.days between 61 and 90)) as days_61_to_90,
  trim_scale(sum(bill.balance) filter (where age.days > 90)) as days_over_90,
  trim_scale(sum(bill.balance)) as balance,
  max(age.days) as oldest_days
from tds.bills as bill
join tds.organizations as organization on organization.organization_id = bill.organization_id
cross join lateral (
  select (now() at time zone organization.time_zone)::date - coalesce(bill.due_date, bill.date) as days) as age
where bill.deleted_at is null and bill.balance > 0
  and bill.status not in ('draft', 'void', 'pending_approval', 'rejected')
group by bill.organization_id, bill.vendor_id, bill.currency_code;

comment on view reporting.payables_by_age is 'What each vendor is owed, by days past the due date, counted in the organization''s calendar; one row per currency. Payments in advance and credits are in reporting.vendor_balances.';
comment on column reporting.payables_by_age.not_due is 'Balances that are due today or later.';
comment on column reporting.payables_by_age.oldest_days is 'Days past due of the oldest open bill; negative if none is due yet.';
