--liquibase formatted sql logicalFilePath:sql/tds/0015-details.sql

--changeset tds:products-details
alter table tds.products add column detail_hash bytea;
alter table tds.products add column detailed_at timestamptz;
alter table tds.products add column detail_modified_at timestamptz;
comment on column tds.products.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.products.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.products.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.products.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.products.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:customers-details
alter table tds.customers add column detail_hash bytea;
alter table tds.customers add column detailed_at timestamptz;
alter table tds.customers add column detail_modified_at timestamptz;
comment on column tds.customers.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.customers.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.customers.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.customers.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.customers.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:vendors-details
alter table tds.vendors add column detail_hash bytea;
alter table tds.vendors add column detailed_at timestamptz;
alter table tds.vendors add column detail_modified_at timestamptz;
comment on column tds.vendors.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.vendors.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.vendors.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.vendors.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.vendors.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:invoices-details
alter table tds.invoices add column detail_hash bytea;
alter table tds.invoices add column detailed_at timestamptz;
alter table tds.invoices add column detail_modified_at timestamptz;
comment on column tds.invoices.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.invoices.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.invoices.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.invoices.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.invoices.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:bills-details
alter table tds.bills add column detail_hash bytea;
alter table tds.bills add column detailed_at timestamptz;
alter table tds.bills add column detail_modified_at timestamptz;
comment on column tds.bills.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.bills.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.bills.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.bills.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.bills.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:sales-orders-details
alter table tds.sales_orders add column detail_hash bytea;
alter table tds.sales_orders add column detailed_at timestamptz;
alter table tds.sales_orders add column detail_modified_at timestamptz;
comment on column tds.sales_orders.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.sales_orders.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.sales_orders.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.sales_orders.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.sales_orders.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:stock-details
alter table tds.stock alter column fingerprint set default '';
comment on column tds.stock.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty in rows of locations, which no list has';
comment on column tds.stock.source_created_at is 'When Zoho says the item was created (Zoho created_time), null in rows of locations';

--changeset tds:parts-of-documents
comment on column tds.invoice_lines.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.invoice_lines.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
comment on column tds.invoice_lines.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.bill_lines.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.bill_lines.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
comment on column tds.bill_lines.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.sales_order_lines.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.sales_order_lines.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
comment on column tds.sales_order_lines.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.contact_persons.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.contact_persons.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
comment on column tds.contact_persons.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.addresses.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.addresses.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
comment on column tds.addresses.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.invoice_lines.source_id is 'The line in Zoho (Zoho line_item_id), else the document and its place in it, such as 7/1';
comment on column tds.bill_lines.source_id is 'The line in Zoho (Zoho line_item_id), else the document and its place in it, such as 7/1';
comment on column tds.sales_order_lines.source_id is 'The line in Zoho (Zoho line_item_id), else the document and its place in it, such as 7/1';
comment on column tds.addresses.source_id is 'The address in Zoho (Zoho address_id), else the contact and the type, such as 7/billing';
