--liquibase formatted sql logicalFilePath:sql/reporting/sync_moves.sql

--changeset tds:etl-moved splitStatements:false runOnChange:true
-- Records that an event since an instant names (and one of the last 5,000 events), with a field now and at that instant.
create or replace function etl.moved(event text, entity text, field text, since timestamptz)
returns table (organization_id text, source_id text, called text, before numeric, now numeric)
language plpgsql stable as $$
begin
  return query execute format($query$
    with named as (
      select distinct event.organization_id, id
      from etl.events as event cross join lateral unnest(event.source_ids) as id
      where event.name = $1 and event.published_at > $2 and event.sequence > (select max(sequence) - 5000 from etl.events)
      order by event.organization_id, id limit 1000),
    changed as (
      select row.organization_id, row.source_id, row.%1$I as now, (before.document ->> %1$L)::numeric as before
      from named
      join tds.%2$I as row on row.organization_id = named.organization_id and row.source_id = named.id
        and row.deleted_at is null
      cross join lateral tds.as_of('tds.%2$I', $2, named.id) as before
      where before.organization_id = named.organization_id and before.document ->> %1$L ~ '^-?[0-9]+(\.[0-9]+)?$')
    select changed.organization_id, changed.source_id, coalesce(product.sku, product.name, changed.source_id), changed.before,
      changed.now
    from changed
    left join tds.products as product on product.organization_id = changed.organization_id
      and product.source_id = changed.source_id
    where changed.now <> changed.before
    $query$, field, entity) using event, since;
end
$$;
comment on function etl.moved(text, text, text, timestamptz) is 'Records of a table whose field is another than at an instant, of those that events of that name have named since: 1,000 at most.';

--changeset tds:etl-keep-moves splitStatements:false runOnChange:true
create or replace function etl.keep_moves(at timestamptz) returns bigint language plpgsql as $$
declare
  kept bigint;
begin
  lock table etl.moves in share row exclusive mode;
  delete from etl.moves;
  insert into etl.moves (organization_id, kind, source_id, called, before, now, share, checked_at)
  select organization_id, kind, source_id, called, before, now, abs(now - before) / nullif(abs(before), 0), at
  from (
    select moved.*, kind, row_number() over (
      partition by organization_id, kind
      order by case kind when 'price' then abs(moved.now - before) / nullif(abs(before), 0) else abs(moved.now - before) end
        desc nulls first, source_id) as place
    from (values ('price', 'ProductChanged', 'products', 'rate'), ('stock', 'StockChanged', 'stock', 'stock_on_hand'))
      as asked (kind, event, entity, field)
    cross join lateral etl.moved(event, entity, field, at - interval '24 hours') as moved) as ranked
  where place <= 10;
  get diagnostics kept = row_count;
  return kept;
end
$$;
comment on function etl.keep_moves(timestamptz) is 'Looks for the largest moves of the last 24 hours once more. Returns how many are kept.';

--changeset tds:sync-moves runOnChange:true
create or replace view reporting.sync_moves as
select kept.organization_id, kept.kind, kept.source_id, kept.called, kept.before, kept.now, kept.now - kept.before as difference,
  kept.share, kept.checked_at
from etl.moves as kept
join tds.organizations as organization on organization.organization_id = kept.organization_id and organization.is_mirrored;

comment on view reporting.sync_moves is 'The largest moves of prices and stock within the last 24 hours, ten of each kind, when they were last looked for.';
comment on column reporting.sync_moves.kind is 'price: the sales price in products.rate; stock: the stock of all locations in stock.stock_on_hand.';
comment on column reporting.sync_moves.source_id is 'The item, source_id in tds.products.';
comment on column reporting.sync_moves.called is 'The item''s SKU, or its name.';
comment on column reporting.sync_moves.before is 'What the value was 24 hours before.';
comment on column reporting.sync_moves.now is 'What the value is.';
comment on column reporting.sync_moves.difference is 'now less before.';
comment on column reporting.sync_moves.share is 'The difference as a share of what was before, without its sign; null if that was nothing.';
comment on column reporting.sync_moves.checked_at is 'When the moves were looked for.';
