--liquibase formatted sql logicalFilePath:sql/reporting/customer_crm_links.sql

--changeset tds:customer-crm-links runOnChange:true
create or replace view reporting.customer_crm_links as
with linked as (
  select customer.organization_id, customer.source_id as customer_id, customer.contact_name as customer_name,
    customer.zcrm_account_id as account_id, customer.zcrm_contact_id as contact_id,
    count(*) over (partition by customer.organization_id,
      coalesce(customer.zcrm_account_id, customer.zcrm_contact_id)) as customers
  from tds.customers as customer
  where customer.deleted_at is null
)
select linked.organization_id, linked.customer_id, linked.customer_name, linked.account_id, linked.contact_id,
  coalesce(account.account_name, person.full_name) as crm_name,
  case when linked.account_id is not null then 'account' when linked.contact_id is not null then 'contact' end as mode,
  case
    when linked.account_id is null and linked.contact_id is null then 'unlinked'
    when linked.customers > 1 then 'shared'
    when account.source_id is null and person.source_id is null then 'crm_missing'
    else 'linked'
  end as state
from linked
left join tds.crm_accounts as account on account.organization_id = linked.organization_id
  and account.source_id = linked.account_id and account.deleted_at is null
left join tds.crm_contacts as person on linked.account_id is null and person.organization_id = linked.organization_id
  and person.source_id = linked.contact_id and person.deleted_at is null
where exists (select from tds.crm_accounts as any_account where any_account.organization_id = linked.organization_id)
union all
select account.organization_id, null, null, account.source_id, null, account.account_name, 'account', 'books_missing'
from tds.crm_accounts as account
where account.deleted_at is null and not exists (
  select from linked where linked.organization_id = account.organization_id and linked.account_id = account.source_id);

comment on view reporting.customer_crm_links is 'Which customer in Books is which account or contact in CRM, as Books says: nothing is matched by name. Empty for an organization without CRM.';
comment on column reporting.customer_crm_links.mode is 'What of CRM the customer is: account or contact; null if the customer is not linked.';
comment on column reporting.customer_crm_links.state is 'linked; unlinked: Books names nothing of CRM; crm_missing: what Books names is not in CRM any more; shared: several customers name the same; books_missing: an account that no customer names.';
comment on column reporting.customer_crm_links.account_id is 'The account in CRM, source_id in tds.crm_accounts; null if Books names none.';
comment on column reporting.customer_crm_links.contact_id is 'The contact in CRM, source_id in tds.crm_contacts; null if Books names none.';
comment on column reporting.customer_crm_links.crm_name is 'Name of the account, or of the contact where there is no account.';
