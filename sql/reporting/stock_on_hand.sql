--liquibase formatted sql logicalFilePath:sql/reporting/stock_on_hand.sql

--changeset tds:stock-on-hand runOnChange:true
create or replace view reporting.stock_on_hand as
select
  product.organization_id,
  product.source_id as item_id,
  product.sku,
  product.name,
  product.unit,
  product.rate,
  stock.location_id,
  case
    when not coalesce(product.track_inventory, false) then null
    else trim_scale(greatest(0, coalesce(
      stock.actual_available_stock - coalesce(stock.actual_committed_stock, 0),
      stock.actual_available_for_sale_stock,
      stock.available_stock - coalesce(stock.committed_stock, 0),
      stock.available_for_sale_stock,
      stock.stock_on_hand)))
  end as quantity,
  coalesce(stock.actual_available_stock, stock.available_stock, stock.stock_on_hand) as physical_quantity,
  stock.synced_at
from tds.products as product
join tds.stock as stock on stock.organization_id = product.organization_id and stock.item_id = product.source_id
  and stock.location_id = ''
where product.status = 'active' and product.deleted_at is null and stock.deleted_at is null
  and coalesce(product.can_be_sold, true);

comment on view reporting.stock_on_hand is 'What a shop may sell: one row for each active product, over all locations. reporting.stock_by_location has a row for each location.';
comment on column reporting.stock_on_hand.location_id is 'Always empty: all locations together.';
comment on column reporting.stock_on_hand.quantity is 'Physical stock as last listed, less what was promised when the item''s details were last fetched; else the nearest figure there is; never below 0. Null: not tracked, sell freely.';
comment on column reporting.stock_on_hand.physical_quantity is 'Pieces on the shelf, promised ones included; moves with shipments and receives.';
comment on column reporting.stock_on_hand.synced_at is 'When these figures were last written here.';
