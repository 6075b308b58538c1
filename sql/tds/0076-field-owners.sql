--liquibase formatted sql logicalFilePath:sql/tds/0076-field-owners.sql

--changeset tds:field-owners
create table reporting.field_owners (
    organization_id text not null,
    field           text not null,
    owner           text not null check (owner in ('books', 'crm')),
    primary key (organization_id, field)
);
comment on table reporting.field_owners is 'Which product is right about a field that both Books and CRM have. Rows without an organization hold for all that have no row of their own; add rows to say otherwise';
comment on column reporting.field_owners.organization_id is 'The organization, see tds.organizations; empty for all';
comment on column reporting.field_owners.field is 'The field, as in reporting.customer_conflicts';
comment on column reporting.field_owners.owner is 'books or crm';
insert into reporting.field_owners (organization_id, field, owner) values
    ('', 'name', 'books'), ('', 'phone', 'books'), ('', 'website', 'crm'),
    ('', 'person.first_name', 'crm'), ('', 'person.last_name', 'crm'), ('', 'person.email', 'crm'),
    ('', 'person.phone', 'crm'), ('', 'person.mobile', 'crm');

--changeset tds:crm-accounts-links
comment on table tds.crm_accounts is 'Companies in Zoho CRM (module Accounts); see reporting.customer_crm_links for the customers in Books that they are';
create index crm_contacts_account on tds.crm_contacts (organization_id, account_id);
create index crm_deals_account on tds.crm_deals (organization_id, account_id);
