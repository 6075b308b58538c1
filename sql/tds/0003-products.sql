--liquibase formatted sql logicalFilePath:sql/tds/0003-products.sql

--changeset tds:products
create table tds.products (
    organization_id        text not null,
    source_id              text not null,
    source_created_at      timestamptz,
    source_modified_at     timestamptz,
    name                   text not null,
    sku                    text,
    status                 text,
    item_type              text,
    product_type           text,
    is_combo_product       boolean,
    unit                   text,
    description            text,
    brand                  text,
    manufacturer           text,
    category_id            text,
    category_name          text,
    upc                    text,
    ean                    text,
    isbn                   text,
    part_number            text,
    rate                   numeric,
    purchase_rate          numeric,
    pricebook_rate         numeric,
    purchase_description   text,
    is_taxable             boolean,
    tax_id                 text,
    tax_name               text,
    tax_percentage         numeric,
    account_id             text,
    account_name           text,
    purchase_account_id    text,
    purchase_account_name  text,
    inventory_account_id   text,
    inventory_account_name text,
    vendor_id              text,
    vendor_name            text,
    can_be_sold            boolean,
    can_be_purchased       boolean,
    is_returnable          boolean,
    show_in_storefront     boolean,
    track_inventory        boolean,
    track_batch_number     boolean,
    track_serial_number    boolean,
    reorder_level          numeric,
    minimum_order_quantity numeric,
    maximum_order_quantity numeric,
    group_id               text,
    group_name             text,
    attribute_name1        text,
    attribute_option_name1 text,
    attribute_name2        text,
    attribute_option_name2 text,
    attribute_name3        text,
    attribute_option_name3 text,
    length                 numeric,
    width                  numeric,
    height                 numeric,
    dimension_unit         text,
    weight                 numeric,
    weight_unit            text,
    image_name             text,
    image_document_id      text,
    source                 text,
    custom_fields          jsonb,
    first_seen_at          timestamptz not null,
    synced_at              timestamptz not null,
    deleted_at             timestamptz,
    run_id                 bigint not null,
    payload_hash           bytea not null,
    fingerprint            bytea not null,
    primary key (organization_id, source_id)
);

create index products_sku on tds.products using hash (sku);
create index products_name on tds.products (organization_id, left(name, 200));
create index products_group on tds.products (organization_id, group_id);
create index products_modified on tds.products (organization_id, source_modified_at);

comment on table tds.products is 'Items that are sold or bought: goods, services and kits (Zoho items)';
comment on column tds.products.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.products.source_id is 'The item in Zoho (Zoho item_id)';
comment on column tds.products.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.products.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.products.name is 'Name of the item (Zoho name)';
comment on column tds.products.sku is 'Stock keeping unit, the shops own number (Zoho sku)';
comment on column tds.products.status is 'active or inactive (Zoho status)';
comment on column tds.products.item_type is 'inventory, sales, purchases or sales_and_purchases (Zoho item_type)';
comment on column tds.products.product_type is 'goods or service (Zoho product_type)';
comment on column tds.products.is_combo_product is 'Whether it is a kit made of other items (Zoho is_combo_product)';
comment on column tds.products.unit is 'Unit it is counted in, such as pcs (Zoho unit)';
comment on column tds.products.description is 'Sales description, of any length (Zoho description)';
comment on column tds.products.brand is 'Brand (Zoho brand)';
comment on column tds.products.manufacturer is 'Manufacturer (Zoho manufacturer)';
comment on column tds.products.category_id is 'Category (Zoho category_id), filled from details';
comment on column tds.products.category_name is 'Name of the category (Zoho category_name)';
comment on column tds.products.upc is 'Universal product code, kept as text because of leading zeros (Zoho upc)';
comment on column tds.products.ean is 'European article number, kept as text because of leading zeros (Zoho ean)';
comment on column tds.products.isbn is 'International standard book number (Zoho isbn)';
comment on column tds.products.part_number is 'Manufacturers part number (Zoho part_number)';
comment on column tds.products.rate is 'Sales price of one unit in the organizations currency (Zoho rate)';
comment on column tds.products.purchase_rate is 'Purchase price of one unit in the organizations currency (Zoho purchase_rate)';
comment on column tds.products.pricebook_rate is 'Sales price of one unit from the price list in force (Zoho pricebook_rate), filled from details';
comment on column tds.products.purchase_description is 'Purchase description, of any length (Zoho purchase_description)';
comment on column tds.products.is_taxable is 'Whether tax is charged on it (Zoho is_taxable)';
comment on column tds.products.tax_id is 'Tax charged on it (Zoho tax_id)';
comment on column tds.products.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.products.tax_percentage is 'Tax in percent, 19 means 19 % (Zoho tax_percentage)';
comment on column tds.products.account_id is 'Account its sales are booked to (Zoho account_id)';
comment on column tds.products.account_name is 'Name of the sales account (Zoho account_name)';
comment on column tds.products.purchase_account_id is 'Account its purchases are booked to (Zoho purchase_account_id)';
comment on column tds.products.purchase_account_name is 'Name of the purchase account (Zoho purchase_account_name)';
comment on column tds.products.inventory_account_id is 'Account its stock is booked to (Zoho inventory_account_id), filled from details';
comment on column tds.products.inventory_account_name is 'Name of the stock account (Zoho inventory_account_name), filled from details';
comment on column tds.products.vendor_id is 'Preferred vendor (Zoho vendor_id), filled from details';
comment on column tds.products.vendor_name is 'Name of the preferred vendor (Zoho vendor_name), filled from details';
comment on column tds.products.can_be_sold is 'Whether it may be put on invoices and sales orders (Zoho can_be_sold)';
comment on column tds.products.can_be_purchased is 'Whether it may be put on bills and purchase orders (Zoho can_be_purchased)';
comment on column tds.products.is_returnable is 'Whether customers may return it (Zoho is_returnable)';
comment on column tds.products.show_in_storefront is 'Whether it is offered in the online shop (Zoho show_in_storefront)';
comment on column tds.products.track_inventory is 'Whether Zoho counts its stock, see tds.stock (Zoho track_inventory)';
comment on column tds.products.track_batch_number is 'Whether its stock is counted by batch (Zoho track_batch_number), filled from details';
comment on column tds.products.track_serial_number is 'Whether its stock is counted by serial number (Zoho track_serial_number), filled from details';
comment on column tds.products.reorder_level is 'Stock in units at which it should be ordered again (Zoho reorder_level)';
comment on column tds.products.minimum_order_quantity is 'Fewest units that may be ordered at once (Zoho minimum_order_quantity), filled from details';
comment on column tds.products.maximum_order_quantity is 'Most units that may be ordered at once (Zoho maximum_order_quantity), filled from details';
comment on column tds.products.group_id is 'Group whose variant it is, see tds.product_groups (Zoho group_id)';
comment on column tds.products.group_name is 'Name of the group (Zoho group_name)';
comment on column tds.products.attribute_name1 is 'First attribute in which the variants of the group differ, such as Colour (Zoho attribute_name1)';
comment on column tds.products.attribute_option_name1 is 'Value of the first attribute, such as Green (Zoho attribute_option_name1)';
comment on column tds.products.attribute_name2 is 'Second attribute in which the variants of the group differ (Zoho attribute_name2)';
comment on column tds.products.attribute_option_name2 is 'Value of the second attribute (Zoho attribute_option_name2)';
comment on column tds.products.attribute_name3 is 'Third attribute in which the variants of the group differ (Zoho attribute_name3)';
comment on column tds.products.attribute_option_name3 is 'Value of the third attribute (Zoho attribute_option_name3)';
comment on column tds.products.length is 'Length in dimension_unit (Zoho length)';
comment on column tds.products.width is 'Width in dimension_unit (Zoho width)';
comment on column tds.products.height is 'Height in dimension_unit (Zoho height)';
comment on column tds.products.dimension_unit is 'Unit of length, width and height, such as cm (Zoho dimension_unit)';
comment on column tds.products.weight is 'Weight in weight_unit (Zoho weight)';
comment on column tds.products.weight_unit is 'Unit of weight, such as kg (Zoho weight_unit)';
comment on column tds.products.image_name is 'File name of its picture (Zoho image_name)';
comment on column tds.products.image_document_id is 'Document in Zoho that holds its picture (Zoho image_document_id)';
comment on column tds.products.source is 'How it came into Zoho, such as user or csv (Zoho source)';
comment on column tds.products.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.products.first_seen_at is 'When this row was first written here';
comment on column tds.products.synced_at is 'When this row was last written here';
comment on column tds.products.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.products.run_id is 'The run that last wrote this row';
comment on column tds.products.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.products.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
