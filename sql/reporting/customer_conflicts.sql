--liquibase formatted sql logicalFilePath:sql/reporting/customer_conflicts.sql

--changeset tds:customer-conflicts runOnChange:true
create or replace view reporting.customer_conflicts as
with pairs as (
  select customer.organization_id, customer.source_id as customer_id, account.source_id as crm_id, field.name as field,
    field.in_books, field.in_crm, field.digits,
    customer.source_modified_at as books_modified_at, account.source_modified_at as crm_modified_at
  from tds.customers as customer
  join tds.crm_accounts as account on account.organization_id = customer.organization_id
    and account.source_id = customer.zcrm_account_id and account.deleted_at is null
  cross join lateral (values
    ('name', customer.contact_name, account.account_name, false),
    ('phone', customer.phone, account.phone, true),
    ('website', customer.website, account.website, false)) as field (name, in_books, in_crm, digits)
  where customer.deleted_at is null
  union all
  select customer.organization_id, customer.source_id, contact.source_id, field.name, field.in_books, field.in_crm, field.digits,
    customer.source_modified_at, contact.source_modified_at
  from tds.customers as customer
  join tds.crm_contacts as contact on contact.organization_id = customer.organization_id
    and contact.source_id = customer.zcrm_contact_id and contact.deleted_at is null
  cross join lateral (values
    ('name', customer.contact_name, contact.full_name, false),
    ('phone', customer.phone, contact.phone, true)) as field (name, in_books, in_crm, digits)
  where customer.deleted_at is null and customer.zcrm_account_id is null
  union all
  select customer.organization_id, customer.source_id, account.source_id, field.name, field.in_books, field.in_crm, false,
    customer.source_modified_at, account.source_modified_at
  from tds.customers as customer
  join tds.crm_accounts as account on account.organization_id = customer.organization_id
    and account.source_id = customer.zcrm_account_id and account.deleted_at is null
  join tds.addresses as address on address.organization_id = customer.organization_id
    and address.contact_id = customer.source_id and address.deleted_at is null
    and address.address_type in ('billing', 'shipping')
  cross join lateral (select address.address_type = 'billing' as billing) as kind
  cross join lateral (values
    ('street', concat_ws(' ', address.address, address.street2),
      case when kind.billing then account.billing_street else account.shipping_street end),
    ('city', address.city, case when kind.billing then account.billing_city else account.shipping_city end),
    ('state', address.state, case when kind.billing then account.billing_state else account.shipping_state end),
    ('code', address.zip, case when kind.billing then account.billing_code else account.shipping_code end),
    ('country', address.country, case when kind.billing then account.billing_country else account.shipping_country end)
    ) as part (name, in_books, in_crm)
  cross join lateral (select address.address_type || '.' || part.name as name,
    btrim(regexp_replace(part.in_books, '\s+', ' ', 'g')) as in_books,
    btrim(regexp_replace(part.in_crm, '\s+', ' ', 'g')) as in_crm) as field
  -- An address that one product does not have is no disagreement.
  where customer.deleted_at is null and field.in_books <> '' and field.in_crm <> ''
  union all
  select person.organization_id, person.contact_id, contact.source_id, field.name, field.in_books, field.in_crm, field.digits,
    customer.source_modified_at, contact.source_modified_at
  from tds.contact_persons as person
  join tds.customers as customer on customer.organization_id = person.organization_id
    and customer.source_id = person.contact_id and customer.deleted_at is null
  join tds.crm_contacts as contact on contact.organization_id = person.organization_id
    and contact.source_id = person.zcrm_contact_id and contact.deleted_at is null
  cross join lateral (values
    ('person.first_name', person.first_name, contact.first_name, false),
    ('person.last_name', person.last_name, contact.last_name, false),
    ('person.email', person.email, contact.email, false),
    ('person.phone', person.phone, contact.phone, true),
    ('person.mobile', person.mobile, contact.mobile, true)) as field (name, in_books, in_crm, digits)
  where person.deleted_at is null
)
select pairs.organization_id, pairs.customer_id, pairs.crm_id, pairs.field, pairs.in_books, pairs.in_crm,
  owner.owner, case owner.owner when 'crm' then pairs.in_crm else pairs.in_books end as is_right,
  pairs.books_modified_at, pairs.crm_modified_at
from pairs
left join lateral (
  select known.owner from reporting.field_owners as known
  where known.field = pairs.field and known.organization_id in (pairs.organization_id, '')
  order by known.organization_id desc limit 1) as owner on true
where case when pairs.digits
    then regexp_replace(coalesce(pairs.in_books, ''), '\D', '', 'g') <> regexp_replace(coalesce(pairs.in_crm, ''), '\D', '', 'g')
    else lower(btrim(coalesce(pairs.in_books, ''))) <> lower(btrim(coalesce(pairs.in_crm, '')))
  end
  and greatest(pairs.books_modified_at, pairs.crm_modified_at) < now() - interval '1 day';

comment on view reporting.customer_conflicts is 'Fields of linked customers and people about which Books and CRM differ, both unchanged for a day: Zoho itself takes hours to carry changes over. Text is compared without case and outer blanks, telephone numbers by their digits, an address part by part where both products have the part.';
comment on column reporting.customer_conflicts.owner is 'Which product is right, see reporting.field_owners.';
comment on column reporting.customer_conflicts.is_right is 'The value of that product.';
comment on column reporting.customer_conflicts.crm_id is 'The account, or for a person the contact, in CRM: source_id in tds.crm_accounts or tds.crm_contacts.';
comment on column reporting.customer_conflicts.in_books is 'What Books says; null if it says nothing.';
comment on column reporting.customer_conflicts.in_crm is 'What CRM says; null if it says nothing.';
comment on column reporting.customer_conflicts.books_modified_at is 'When the customer was last modified in Books.';
comment on column reporting.customer_conflicts.crm_modified_at is 'When the account or contact was last modified in CRM.';
