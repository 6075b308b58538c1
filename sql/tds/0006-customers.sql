--liquibase formatted sql logicalFilePath:sql/tds/0006-customers.sql

--changeset tds:customers
create table tds.customers (
    organization_id                      text not null,
    source_id                            text not null,
    source_created_at                    timestamptz,
    source_modified_at                   timestamptz,
    contact_name                         text not null,
    contact_number                       text,
    company_name                         text,
    first_name                           text,
    last_name                            text,
    email                                text,
    phone                                text,
    mobile                               text,
    website                              text,
    status                               text,
    customer_sub_type                    text,
    language_code                        text,
    currency_id                          text,
    currency_code                        text,
    payment_terms                        integer,
    payment_terms_id                     text,
    payment_terms_label                  text,
    outstanding_receivable_amount        numeric,
    outstanding_receivable_amount_bcy    numeric,
    unused_credits_receivable_amount     numeric,
    unused_credits_receivable_amount_bcy numeric,
    opening_balance_amount               numeric,
    credit_limit                         numeric,
    pricebook_id                         text,
    pricebook_name                       text,
    is_taxable                           boolean,
    tax_id                               text,
    tax_name                             text,
    tax_percentage                       numeric,
    tax_treatment                        text,
    primary_contact_id                   text,
    owner_id                             text,
    owner_name                           text,
    portal_status                        text,
    is_linked_with_zohocrm               boolean,
    facebook                             text,
    twitter                              text,
    source                               text,
    notes                                text,
    custom_fields                        jsonb,
    first_seen_at                        timestamptz not null,
    synced_at                            timestamptz not null,
    deleted_at                           timestamptz,
    run_id                               bigint not null,
    payload_hash                         bytea not null,
    fingerprint                          bytea not null,
    primary key (organization_id, source_id)
);

create index customers_name on tds.customers (organization_id, left(contact_name, 200));
create index customers_status on tds.customers (organization_id, status);
create index customers_modified on tds.customers (organization_id, source_modified_at);

comment on table tds.customers is 'People and companies that buy (Zoho contacts with contact_type customer)';
comment on column tds.customers.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.customers.source_id is 'The customer in Zoho (Zoho contact_id)';
comment on column tds.customers.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.customers.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.customers.contact_name is 'Name the customer goes by in documents (Zoho contact_name)';
comment on column tds.customers.contact_number is 'Number of the customer (Zoho contact_number), filled from details';
comment on column tds.customers.company_name is 'Name of the company (Zoho company_name)';
comment on column tds.customers.first_name is 'First name of the primary contact person (Zoho first_name)';
comment on column tds.customers.last_name is 'Last name of the primary contact person (Zoho last_name)';
comment on column tds.customers.email is 'E-mail address of the primary contact person (Zoho email)';
comment on column tds.customers.phone is 'Telephone number of the primary contact person (Zoho phone)';
comment on column tds.customers.mobile is 'Mobile number of the primary contact person (Zoho mobile)';
comment on column tds.customers.website is 'Web site (Zoho website)';
comment on column tds.customers.status is 'active or inactive (Zoho status)';
comment on column tds.customers.customer_sub_type is 'business or individual (Zoho customer_sub_type)';
comment on column tds.customers.language_code is 'Language documents are written in (Zoho language_code)';
comment on column tds.customers.currency_id is 'Currency of its documents in Zoho (Zoho currency_id)';
comment on column tds.customers.currency_code is 'ISO 4217 code of the currency of its documents (Zoho currency_code)';
comment on column tds.customers.payment_terms is 'Days until payment is due, negative numbers are Zohos special terms (Zoho payment_terms)';
comment on column tds.customers.payment_terms_id is 'Terms of payment in Zoho (Zoho payment_terms_id)';
comment on column tds.customers.payment_terms_label is 'Terms of payment in words, such as Net 30 (Zoho payment_terms_label)';
comment on column tds.customers.outstanding_receivable_amount is 'The customer owes, in currency_code (Zoho outstanding_receivable_amount)';
comment on column tds.customers.outstanding_receivable_amount_bcy is 'The customer owes, in the organizations currency (Zoho outstanding_{side}_amount_bcy)';
comment on column tds.customers.unused_credits_receivable_amount is 'Credit of the customer not used yet, in currency_code (Zoho unused_credits_receivable_amount)';
comment on column tds.customers.unused_credits_receivable_amount_bcy is 'Credit of the customer not used yet, in the organizations currency (Zoho unused_credits_{side}_amount_bcy)';
comment on column tds.customers.opening_balance_amount is 'Balance it was taken over with, in currency_code (Zoho opening_balance_amount), filled from details';
comment on column tds.customers.credit_limit is 'Most the customer may owe, in currency_code (Zoho credit_limit), filled from details';
comment on column tds.customers.pricebook_id is 'Price list of the customer (Zoho pricebook_id), filled from details';
comment on column tds.customers.pricebook_name is 'Name of the price list (Zoho pricebook_name), filled from details';
comment on column tds.customers.is_taxable is 'Whether tax applies (Zoho is_taxable), filled from details';
comment on column tds.customers.tax_id is 'Tax that applies (Zoho tax_id), filled from details';
comment on column tds.customers.tax_name is 'Name of the tax (Zoho tax_name), filled from details';
comment on column tds.customers.tax_percentage is 'Tax in percent (Zoho tax_percentage), filled from details';
comment on column tds.customers.tax_treatment is 'How tax law treats it (Zoho tax_treatment), filled from details';
comment on column tds.customers.primary_contact_id is 'Primary contact person, source_id in tds.contact_persons (Zoho primary_contact_id), filled from details';
comment on column tds.customers.owner_id is 'User in charge (Zoho owner_id), filled from details';
comment on column tds.customers.owner_name is 'Name of the user in charge (Zoho owner_name), filled from details';
comment on column tds.customers.portal_status is 'Whether it may use the portal: enabled, disabled or invited (Zoho portal_status)';
comment on column tds.customers.is_linked_with_zohocrm is 'Whether it is linked with a record of Zoho CRM (Zoho is_linked_with_zohocrm)';
comment on column tds.customers.facebook is 'Facebook account (Zoho facebook)';
comment on column tds.customers.twitter is 'X account, formerly Twitter (Zoho twitter)';
comment on column tds.customers.source is 'How it came into Zoho, such as user or csv (Zoho source)';
comment on column tds.customers.notes is 'Remarks, of any length (Zoho notes), filled from details';
comment on column tds.customers.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.customers.first_seen_at is 'When this row was first written here';
comment on column tds.customers.synced_at is 'When this row was last written here';
comment on column tds.customers.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.customers.run_id is 'The run that last wrote this row';
comment on column tds.customers.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.customers.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
