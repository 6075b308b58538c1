--liquibase formatted sql logicalFilePath:sql/tds/0019-parts-deleted.sql

--changeset tds:parts-deleted
comment on column tds.invoice_lines.deleted_at is 'When its invoice was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.bill_lines.deleted_at is 'When its bill was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.sales_order_lines.deleted_at is 'When its order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.contact_persons.deleted_at is 'When its contact was found to be deleted, null while it lives; a row that the contact has no longer is removed';
comment on column tds.addresses.deleted_at is 'When its contact was found to be deleted, null while it lives; a row that the contact has no longer is removed';
comment on column tds.stock.deleted_at is 'When Zoho was found not to have the item any more, null while it lives';
comment on column tds.customers.deleted_at is 'When Zoho was found not to have the record any more, or to call it a vendor; null while it lives';
comment on column tds.vendors.deleted_at is 'When Zoho was found not to have the record any more, or to call it a customer; null while it lives';

--changeset tds:contacts-of-one-kind
-- What was a customer and is a vendor now, or the other way round: the newer version is right.
update tds.customers as former set deleted_at = now(), source_modified_at = latter.source_modified_at
from tds.vendors as latter
where latter.organization_id = former.organization_id and latter.source_id = former.source_id
  and latter.deleted_at is null and former.deleted_at is null and latter.source_modified_at >= former.source_modified_at;
update tds.vendors as former set deleted_at = now(), source_modified_at = latter.source_modified_at
from tds.customers as latter
where latter.organization_id = former.organization_id and latter.source_id = former.source_id
  and latter.deleted_at is null and former.deleted_at is null and latter.source_modified_at > former.source_modified_at;

--changeset tds:parts-of-deleted
update tds.invoice_lines as part set deleted_at = whole.deleted_at from tds.invoices as whole
where whole.organization_id = part.organization_id and whole.source_id = part.invoice_id and whole.deleted_at is not null;
update tds.bill_lines as part set deleted_at = whole.deleted_at from tds.bills as whole
where whole.organization_id = part.organization_id and whole.source_id = part.bill_id and whole.deleted_at is not null;
update tds.sales_order_lines as part set deleted_at = whole.deleted_at from tds.sales_orders as whole
where whole.organization_id = part.organization_id and whole.source_id = part.salesorder_id and whole.deleted_at is not null;
update tds.stock as part set deleted_at = whole.deleted_at from tds.products as whole
where whole.organization_id = part.organization_id and whole.source_id = part.item_id and whole.deleted_at is not null
  and part.location_id <> '';
update tds.contact_persons as part set deleted_at = whole.deleted_at from (
  select organization_id, source_id, max(deleted_at) as deleted_at from (
    select organization_id, source_id, deleted_at from tds.customers
    union all select organization_id, source_id, deleted_at from tds.vendors) as contact
  group by organization_id, source_id having every(deleted_at is not null)) as whole
where whole.organization_id = part.organization_id and whole.source_id = part.contact_id;
update tds.addresses as part set deleted_at = whole.deleted_at from (
  select organization_id, source_id, max(deleted_at) as deleted_at from (
    select organization_id, source_id, deleted_at from tds.customers
    union all select organization_id, source_id, deleted_at from tds.vendors) as contact
  group by organization_id, source_id having every(deleted_at is not null)) as whole
where whole.organization_id = part.organization_id and whole.source_id = part.contact_id;
