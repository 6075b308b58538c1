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
),
-- Where Zoho syncs contacts alone, there need be no account.
with_crm as (
  select organization.organization_id from tds.organizations as organization
  where exists (select from tds.crm_accounts as account where account.organization_id = organization.organization_id)
    or exists (select from tds.crm_contacts as contact where contact.organization_id = organization.organization_id)
),
people as (
  select person.organization_id, customer.source_id as customer_id, customer.contact_name as customer_name,
    person.source_id as contact_person_id, person.zcrm_contact_id as contact_id,
    count(*) over (partition by person.organization_id, person.zcrm_contact_id) as persons
  from tds.contact_persons as person
  join tds.customers as customer on customer.organization_id = person.organization_id
    and customer.source_id = person.contact_id and customer.deleted_at is null
  where person.deleted_at is null and person.zcrm_contact_id is not null
    and person.zcrm_contact_id is distinct from customer.zcrm_contact_id
)
select linked.organization_id, linked.customer_id, linked.customer_name, linked.account_id, linked.contact_id,
  coalesce(account.account_name, person.full_name) as crm_name,
  case when linked.account_id is not null then 'account' when linked.contact_id is not null then 'contact' end as mode,
  case
    when linked.account_id is null and linked.contact_id is null then 'unlinked'
    when linked.customers > 1 then 'shared'
    when account.source_id is null and person.source_id is null then 'crm_missing'
    else 'linked'
  end as state,
  null::text as contact_person_id
from linked
join with_crm using (organization_id)
left join tds.crm_accounts as account on account.organization_id = linked.organization_id
  and account.source_id = linked.account_id and account.deleted_at is null
left join tds.crm_contacts as person on linked.account_id is null and person.organization_id = linked.organization_id
  and person.source_id = linked.contact_id and person.deleted_at is null
union all
select people.organization_id, people.customer_id, people.customer_name, null, people.contact_id, contact.full_name, 'person',
  case when people.persons > 1 then 'shared' when contact.source_id is null then 'crm_missing' else 'linked' end,
  people.contact_person_id
from people
join with_crm using (organization_id)
left join tds.crm_contacts as contact on contact.organization_id = people.organization_id
  and contact.source_id = people.contact_id and contact.deleted_at is null
union all
select account.organization_id, null, null, account.source_id, null, account.account_name, 'account', 'books_missing', null
from tds.crm_accounts as account
where account.deleted_at is null and not exists (
  select from linked where linked.organization_id = account.organization_id and linked.account_id = account.source_id);

comment on view reporting.customer_crm_links is 'Which customer in Books is which account or contact in CRM, and which contact person which contact, as Books says: nothing is matched by name. Empty for an organization without CRM.';
comment on column reporting.customer_crm_links.mode is 'What of CRM the customer is: account or contact, null if the customer is not linked; person for a row of a contact person.';
comment on column reporting.customer_crm_links.state is 'linked; unlinked: Books names nothing of CRM; crm_missing: what Books names is not in CRM any more; shared: several customers name the same; books_missing: an account that no customer names.';
comment on column reporting.customer_crm_links.account_id is 'The account in CRM, source_id in tds.crm_accounts; null if Books names none.';
comment on column reporting.customer_crm_links.contact_id is 'The contact in CRM, source_id in tds.crm_contacts; null if Books names none.';
comment on column reporting.customer_crm_links.crm_name is 'Name of the account, or of the contact where there is no account.';
comment on column reporting.customer_crm_links.contact_person_id is 'The contact person in Books, source_id in tds.contact_persons; null in rows of customers and accounts.';
