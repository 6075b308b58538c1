--liquibase formatted sql logicalFilePath:sql/tds/0095-fold.sql

--changeset tds:fold splitStatements:false
-- Not in SQL: a body that the planner sees through would look cheaper than the index.
create function tds.fold(words text) returns text language plpgsql immutable strict parallel safe cost 500 as $$
begin
  return trim(regexp_replace(
    translate(
      -- Vowel signs and the stretched line are how a word is drawn, not which word it is.
      regexp_replace(lower(words), '[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f]', '', 'g'),
      'أإآٱىیئةۀہکگؤ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
      'ااااييي' || 'ههه' || 'كك' || 'و' || '01234567890123456789'),
    '\s+', ' ', 'g'));
end
$$;
comment on function tds.fold(text) is 'A text as people search it: small letters; ه for ة, ا for أ إ آ, ي for ى ئ, و for ؤ, ك for ک گ; digits 0 to 9; without vowel signs, stretched lines and spaces that are too many. Fold both sides: where tds.fold(name) like ''%'' || tds.fold(''...'') || ''%''.';

--changeset tds:fold-indexes splitStatements:false
do $$
declare
  operators text;
begin
  begin
    create extension if not exists pg_trgm;
  exception
    -- Without this extension a search reads the table, which is short.
    when insufficient_privilege or undefined_file or feature_not_supported or unique_violation then null;
  end;
  select format('%I.gin_trgm_ops', extnamespace::regnamespace::text) into operators from pg_extension where extname = 'pg_trgm';
  if operators is not null then
    execute format('create index products_name_folded on tds.products using gin (tds.fold(name) %s)', operators);
    execute format('create index customers_name_folded on tds.customers using gin (tds.fold(contact_name) %s)', operators);
    execute format('create index vendors_name_folded on tds.vendors using gin (tds.fold(contact_name) %s)', operators);
  end if;
end
$$;
