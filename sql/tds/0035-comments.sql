--liquibase formatted sql logicalFilePath:sql/tds/0035-comments.sql

--changeset tds:comments splitStatements:false
--comment: Remains of templates and missing apostrophes in the comments of columns.
do $$
declare
  found record;
  better text;
begin
  for found in
    select relation.oid::regclass as relation, attribute.attname as name,
      case relation.relname when 'vendors' then 'payable' else 'receivable' end as side, description.description as said
    from pg_description as description
    join pg_class as relation on relation.oid = description.objoid and description.classoid = 'pg_class'::regclass
    join pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attnum = description.objsubid
    where relation.relnamespace = 'tds'::regnamespace and description.objsubid > 0
  loop
    better := replace(found.said, '{rate_note}', '');
    better := replace(better, '{FD}', ', filled from details');
    better := replace(better, '{side}', found.side);
    better := regexp_replace(better, '\morganizations (currency|own)\M', 'organization''s \1', 'gi');
    better := regexp_replace(better, '\m(shop|gateway|customer)s (own|office)\M', '\1''s \2', 'gi');
    better := regexp_replace(better, '\mZohos\M', 'Zoho''s', 'g');
    if better <> found.said then
      execute format('comment on column %s.%I is %L', found.relation, found.name, better);
    end if;
  end loop;
end
$$;
