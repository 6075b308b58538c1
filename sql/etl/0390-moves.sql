--liquibase formatted sql logicalFilePath:sql/etl/0390-moves.sql

--changeset tds:etl-moves
create table etl.moves (
  organization_id text not null,
  kind text not null,
  source_id text not null,
  called text not null,
  before numeric not null,
  now numeric not null,
  share numeric,
  checked_at timestamptz not null,
  primary key (organization_id, kind, source_id)
);
comment on table etl.moves is 'The largest moves of prices and stock within the last 24 hours, when they were last looked for: ten of each kind.';
comment on column etl.moves.kind is 'price or stock.';
comment on column etl.moves.source_id is 'The item, source_id in tds.products.';
comment on column etl.moves.called is 'The item''s SKU, or its name.';
comment on column etl.moves.before is 'What the value was 24 hours before.';
comment on column etl.moves.now is 'What the value is.';
comment on column etl.moves.share is 'The difference as a share of what was before; null if that was nothing.';
comment on column etl.moves.checked_at is 'When the moves were looked for.';
