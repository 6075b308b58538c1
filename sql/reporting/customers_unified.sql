--liquibase formatted sql logicalFilePath:sql/reporting/customers_unified.sql

--changeset tds:customers-unified runOnChange:true
create or replace view reporting.customers_unified as
with linked as (
  select customer.organization_id, customer.source_id as customer_id, account.source_id as crm_account_id,
    coalesce(owners.fields -> 'name', '"books"') = '"crm"' as crm_name,
    coalesce(owners.fields -> 'phone', '"books"') = '"crm"' as crm_phone,
    coalesce(owners.fields -> 'website', '"books"') = '"crm"' as crm_website,
    nullif(btrim(customer.contact_name), '') as books_contact_name, nullif(btrim(coalesce(account.account_name, person.full_name)), '') as crm_account_name,
    nullif(btrim(customer.phone), '') as books_phone_number, nullif(btrim(coalesce(account.phone, person.phone)), '') as crm_phone_number,
    nullif(btrim(customer.website), '') as books_address, nullif(btrim(account.website), '') as crm_address,
    customer.status, customer.currency_code, customer.outstanding_receivable_amount, customer.payment_terms_label,
    account.account_type, account.industry, account.rating, account.employees, account.annual_revenue,
    account.parent_account_id, coalesce(account.owner_id, person.owner_id, customer.crm_owner_id) as crm_owner_id,
    coalesce(account.tags, person.tags) as crm_tags, coalesce(account.description, person.description) as crm_description,
    greatest(customer.source_modified_at, account.source_modified_at, person.source_modified_at) as modified_at,
    person.source_id as crm_contact_id, customer.owner_id, sold.salesperson_id as last_salesperson_id
  from tds.customers as customer
  left join tds.crm_accounts as account on account.organization_id = customer.organization_id
    and account.source_id = customer.zcrm_account_id and account.deleted_at is null
  left join tds.crm_contacts as person on customer.zcrm_account_id is null
    and person.organization_id = customer.organization_id and person.source_id = customer.zcrm_contact_id
    and person.deleted_at is null
  left join lateral (
    select invoice.salesperson_id from tds.invoices as invoice
    where invoice.organization_id = customer.organization_id and invoice.customer_id = customer.source_id
      and invoice.deleted_at is null and invoice.salesperson_id is not null
    order by invoice.date desc, invoice.source_id desc limit 1) as sold on true
  left join lateral (
    select jsonb_object_agg(known.field, known.owner) as fields
    from (select distinct on (field) field, owner from reporting.field_owners
      where organization_id in (customer.organization_id, '') order by field, organization_id desc) as known) as owners on true
  where customer.deleted_at is null
)
select organization_id, customer_id, crm_account_id,
  case when crm_name then coalesce(crm_account_name, books_contact_name) else coalesce(books_contact_name, crm_account_name) end as name,
  case when coalesce(books_contact_name, crm_account_name) is null then null
    when crm_name and crm_account_name is not null or books_contact_name is null then 'crm' else 'books' end as name_from,
  case when crm_phone then coalesce(crm_phone_number, books_phone_number) else coalesce(books_phone_number, crm_phone_number) end as phone,
  case when coalesce(books_phone_number, crm_phone_number) is null then null
    when crm_phone and crm_phone_number is not null or books_phone_number is null then 'crm' else 'books' end as phone_from,
  case when crm_website then coalesce(crm_address, books_address) else coalesce(books_address, crm_address) end as website,
  case when coalesce(books_address, crm_address) is null then null
    when crm_website and crm_address is not null or books_address is null then 'crm' else 'books' end as website_from,
  status, currency_code, outstanding_receivable_amount, payment_terms_label, account_type, industry, rating, employees,
  annual_revenue, parent_account_id, crm_owner_id, crm_tags, crm_description, modified_at, crm_contact_id, owner_id,
  last_salesperson_id
from linked;

comment on view reporting.customers_unified is 'Each customer of Books with the account in CRM, or the contact where contacts alone are synced, that Books links the customer to: of a field that both have, the value of the product that owns the field (reporting.field_owners), and the other product''s if the owner has none. Nothing is linked by name.';
comment on column reporting.customers_unified.customer_id is 'The customer in Books, see tds.customers.';
comment on column reporting.customers_unified.crm_account_id is 'The account in CRM, see tds.crm_accounts; null if Books links to none, or to one that is not in CRM.';
comment on column reporting.customers_unified.name is 'Name of the customer.';
comment on column reporting.customers_unified.name_from is 'The product that the name comes from: books or crm.';
comment on column reporting.customers_unified.phone is 'Telephone; null if neither product has one.';
comment on column reporting.customers_unified.phone_from is 'The product that the telephone comes from; null if there is none.';
comment on column reporting.customers_unified.website is 'Web address; null if neither product has one.';
comment on column reporting.customers_unified.website_from is 'The product that the web address comes from; null if there is none.';
comment on column reporting.customers_unified.status is 'Whether the customer is active, as Books says.';
comment on column reporting.customers_unified.currency_code is 'Currency of the customer, as Books says.';
comment on column reporting.customers_unified.outstanding_receivable_amount is 'What the customer owes, as Books says.';
comment on column reporting.customers_unified.payment_terms_label is 'Terms of payment, as Books says.';
comment on column reporting.customers_unified.account_type is 'Kind of account, as CRM says; this and the columns behind it are null without an account.';
comment on column reporting.customers_unified.industry is 'Industry, as CRM says.';
comment on column reporting.customers_unified.rating is 'Rating, as CRM says.';
comment on column reporting.customers_unified.employees is 'Number of employees, as CRM says.';
comment on column reporting.customers_unified.annual_revenue is 'Revenue of a year, as CRM says.';
comment on column reporting.customers_unified.parent_account_id is 'The account that this one belongs to, as CRM says.';
comment on column reporting.customers_unified.crm_owner_id is 'Who looks after the account or contact in CRM, see tds.crm_users; without one, who does as Books says. One of three answers to whose customer it is.';
comment on column reporting.customers_unified.crm_tags is 'Tags of the account.';
comment on column reporting.customers_unified.crm_description is 'What people wrote about the account.';
comment on column reporting.customers_unified.modified_at is 'When either of the two was last modified.';
comment on column reporting.customers_unified.crm_contact_id is 'The contact in CRM, see tds.crm_contacts, where Books links the customer to a contact and to no account.';
comment on column reporting.customers_unified.owner_id is 'Whose customer it is in Books, see tds.users. One of three answers to that.';
comment on column reporting.customers_unified.last_salesperson_id is 'Who sold on the customer''s last invoice that names somebody, see tds.salespersons. One of three answers to whose customer it is.';
