--liquibase formatted sql logicalFilePath:sql/reporting/open_orders.sql

--changeset tds:open-orders runOnChange:true
create or replace view reporting.open_orders as
select
  sold.organization_id,
  sold.source_id as salesorder_id,
  sold.salesorder_number,
  sold.date,
  sold.shipment_date,
  sold.customer_id,
  sold.customer_name,
  line.source_id as line_id,
  line.item_id,
  line.sku,
  line.name,
  coalesce(line.location_id, sold.location_id) as location_id,
  line.quantity,
  coalesce(line.quantity_cancelled, 0) as quantity_cancelled,
  coalesce(line.quantity_invoiced, 0) as quantity_invoiced,
  coalesce(line.quantity_shipped, 0) as quantity_shipped,
  trim_scale(greatest(0, line.quantity - coalesce(line.quantity_cancelled, 0) - coalesce(line.quantity_invoiced, 0))) as to_invoice,
  trim_scale(greatest(0, line.quantity - coalesce(line.quantity_cancelled, 0) - coalesce(line.quantity_shipped, 0))) as to_ship,
  line.rate,
  sold.currency_code
from tds.sales_orders as sold
join tds.sales_order_lines as line on line.organization_id = sold.organization_id and line.salesorder_id = sold.source_id
  and line.deleted_at is null
where sold.deleted_at is null and sold.status not in ('draft', 'void', 'closed', 'invoiced', 'pending_approval', 'rejected')
  and line.quantity > coalesce(line.quantity_cancelled, 0)
  and (line.quantity - coalesce(line.quantity_cancelled, 0) > coalesce(line.quantity_invoiced, 0)
    or line.quantity - coalesce(line.quantity_cancelled, 0) > coalesce(line.quantity_shipped, 0));

comment on view reporting.open_orders is 'Lines of customers'' orders of which something is still to be invoiced or shipped; neither drafts, nor void, closed or wholly invoiced orders.';
comment on column reporting.open_orders.to_invoice is 'Units that no invoice has yet: ordered, less cancelled, less invoiced.';
comment on column reporting.open_orders.to_ship is 'Units that have not left yet: ordered, less cancelled, less shipped. An organization that does not use packages ships nothing by this.';
comment on column reporting.open_orders.rate is 'Price of one, in currency_code.';
