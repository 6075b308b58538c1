--liquibase formatted sql logicalFilePath:sql/reporting/vendor_balances.sql

--changeset tds:vendor-balances runOnChange:true
create or replace view reporting.vendor_balances as
with amounts as (
  select organization_id, vendor_id, currency_code, balance as unpaid, 0 as advances, 0 as credits
  from tds.bills
  where deleted_at is null and status not in ('draft', 'void', 'pending_approval', 'rejected')
  union all
  select organization_id, vendor_id, currency_code, 0, balance, 0
  from tds.vendor_payments
  where deleted_at is null and status is distinct from 'void' and status is distinct from 'draft'
  union all
  select organization_id, vendor_id, currency_code, 0, 0, balance
  from tds.vendor_credits
  where deleted_at is null and status not in ('draft', 'void', 'pending_approval', 'rejected'))
select
  amounts.organization_id,
  amounts.vendor_id,
  vendor.contact_name as vendor_name,
  amounts.currency_code,
  trim_scale(sum(amounts.unpaid)) as unpaid_bills,
  trim_scale(sum(amounts.advances)) as unused_payments,
  trim_scale(sum(amounts.credits)) as unused_credits,
  trim_scale(sum(amounts.unpaid - amounts.advances - amounts.credits)) as balance
from amounts
left join tds.vendors as vendor
  on vendor.organization_id = amounts.organization_id and vendor.source_id = amounts.vendor_id
group by amounts.organization_id, amounts.vendor_id, vendor.contact_name, amounts.currency_code;

comment on view reporting.vendor_balances is 'What each vendor is owed: unpaid bills less payments and credits that are applied to nothing yet; one row per currency. Opening balances are not in it.';
comment on column reporting.vendor_balances.unpaid_bills is 'What is unpaid of the bills.';
comment on column reporting.vendor_balances.unused_payments is 'What was paid and is applied to no bill.';
comment on column reporting.vendor_balances.unused_credits is 'What vendors have credited and is neither applied to a bill nor given back.';
comment on column reporting.vendor_balances.balance is 'What is owed in the end; negative if the vendor owes.';
