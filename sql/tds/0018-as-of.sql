--liquibase formatted sql logicalFilePath:sql/tds/0018-as-of.sql

--changeset tds:as-of splitStatements:false runOnChange:true
create or replace function etl.repaired(document text) returns text language sql immutable parallel safe as $$
  select string_agg(
    case when token.word like '"%' then
      regexp_replace(regexp_replace(regexp_replace(token.word,
        '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g'),
        '(?<!\\)((?:\\\\)*)\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])', '\1\\ufffd', 'g'),
        '(?<!\\u[dD][89abAB][0-9a-fA-F]{2})(?<!\\)((?:\\\\)*)\\u[dD][c-fC-F][0-9a-fA-F]{2}', '\1\\ufffd', 'g')
    else
      regexp_replace(token.word,
        '(-?[0-9]+(?:\.[0-9]+)?[eE][+-]?0*[1-9][0-9]{3,}|-?[0-9]{250}[0-9]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|-?[0-9]+\.[0-9]{250}[0-9]*(?:[eE][+-]?[0-9]+)?)',
        '"\1"', 'g')
    end, '' order by token.place)
  from regexp_matches(document, '"(?:[^"\\]|\\.)*"|[^"]+', 'g') with ordinality as found (words, place)
  cross join lateral (select found.words[1] as word, found.place) as token
$$;

-- Zoho's documents are kept as they were sent, and json takes what jsonb does not: U+0000, half of a surrogate pair, a
-- number beyond numeric. PostgreSQL 16 and later can ask whether a text is valid, in parallel as well. Before that, only a
-- nested block tells, and a nested block cannot run in parallel.
do $do$
begin
  if current_setting('server_version_num')::integer >= 160000 then
    execute $sql$
      create or replace function etl.readable(document json) returns jsonb language plpgsql immutable parallel safe as $$
      declare
        text_of text := document::text;
      begin
        if pg_input_is_valid(text_of, 'jsonb') then
          return text_of::jsonb;
        end if;
        text_of := etl.repaired(text_of);
        if pg_input_is_valid(text_of, 'jsonb') then
          return text_of::jsonb;
        end if;
        return jsonb_build_object('unreadable', encode(convert_to(document::text, 'UTF8'), 'base64'));
      end
      $$
    $sql$;
  else
    execute $sql$
      create or replace function etl.readable(document json) returns jsonb language plpgsql immutable parallel unsafe as $$
      begin
        return document::jsonb;
      exception when others then
        begin
          return etl.repaired(document::text)::jsonb;
        exception when others then
          return jsonb_build_object('unreadable', encode(convert_to(document::text, 'UTF8'), 'base64'));
        end;
      end
      $$
    $sql$;
  end if;
end
$do$;

create or replace function etl.version_at(
  organization text, record text, list text, instant timestamptz,
  out payload json, out source_modified_at timestamptz, out seen_at timestamptz)
returns setof record language sql stable as $$
  -- The rule by which rows are written: the newest by the source's own time, of equal times the one seen last.
  select version.payload, version.source_modified_at, seen.at
  from etl.payloads as version
  cross join lateral (
    select version.first_seen_at as at
    union all
    select again.seen_at from etl.sightings as again
    where again.organization_id = version.organization_id and again.source_id = version.source_id
      and again.payload_hash = version.payload_hash) as seen
  where version.organization_id = organization and version.source_id = record and version.resource = list
    and seen.at <= instant
  order by version.source_modified_at desc nulls last, seen.at desc
  limit 1
$$;

create or replace function tds.as_of(entity regclass, instant timestamptz, record text default null)
returns table (
  organization_id text, source_id text, source_modified_at timestamptz, seen_at timestamptz,
  details_modified_at timestamptz, details_seen_at timestamptz, document jsonb)
-- Whoever may read schema tds may ask, and needs no right to what the answer is made from. Hence nothing is looked up but
-- in named schemas, and nothing is read but tables that nobody else can have made.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  listed boolean := exists (
    select from pg_attribute where attrelid = entity and attname = 'fingerprint' and not attisdropped);
  detailed boolean := exists (
    select from pg_attribute where attrelid = entity and attname = 'detail_hash' and not attisdropped);
  -- One record is found by its key, in each of the few organizations: no table is read from end to end for it.
  chosen text := case when record is null then '' else format($chosen$
    and kept.source_id = $2 and kept.organization_id in (
      with recursive owner as (
        (select organization_id as id from %1$s order by organization_id limit 1)
        union all
        select (select organization_id from %1$s where organization_id > owner.id order by organization_id limit 1)
        from owner where owner.id is not null)
      select id from owner where id is not null)
    $chosen$, entity) end;
begin
  if not exists (
    select from pg_class where oid = entity and relkind = 'r' and relnamespace = 'tds'::regnamespace) then
    raise exception '% is no table of schema tds', entity;
  end if;
  if not listed then
    raise exception '% has no documents of its own: ask for the table that its rows are part of', entity;
  end if;
  return query execute format($query$
    select kept.organization_id, kept.source_id, list.source_modified_at, list.seen_at,
      details.source_modified_at, details.seen_at,
      case
        when list.payload is null then etl.readable(details.payload)
        when details.payload is null then etl.readable(list.payload)
        when (details.source_modified_at, details.seen_at) >= (list.source_modified_at, list.seen_at)
          then etl.readable(list.payload) || etl.readable(details.payload)
        else etl.readable(details.payload) || etl.readable(list.payload)
      end
    from %1$s as kept
    left join lateral (
      select resource from etl.payloads as made
      where made.organization_id = kept.organization_id and made.source_id = kept.source_id
        and made.payload_hash = kept.payload_hash and length(kept.fingerprint) > 0) as list_resource on true
    left join lateral (
      select resource from etl.payloads as made
      where made.organization_id = kept.organization_id and made.source_id = kept.source_id
        and made.payload_hash = %2$s) as details_resource on true
    left join lateral etl.version_at(kept.organization_id, kept.source_id, list_resource.resource, $1)
      as list on true
    left join lateral etl.version_at(kept.organization_id, kept.source_id, details_resource.resource, $1)
      as details on true
    where (kept.deleted_at is null or kept.deleted_at > $1)
      and (list.payload is not null or details.payload is not null) %3$s
    $query$, entity, case when detailed then 'kept.detail_hash' else 'null::bytea' end, chosen)
  using instant, record;
end
$$;

comment on function etl.readable(json) is 'A document as jsonb. What jsonb cannot hold is changed: U+0000 is left out, half of a surrogate pair becomes U+FFFD, a number too large becomes a text. A document that still cannot be read is {"unreadable": base64}.';
comment on function etl.repaired(text) is 'A JSON document without what jsonb cannot hold; used by etl.readable.';
comment on function etl.version_at(text, text, text, timestamptz) is 'The document of a record that counted at an instant, from etl.payloads and etl.sightings.';
comment on function tds.as_of(regclass, timestamptz, text) is 'The records of a table as they were known at an instant: list row and complete document as one jsonb, in Zoho''s own fields, lines included. Those deleted by then are absent. Example: select * from tds.as_of(''tds.invoices'', ''2026-01-31'', ''4590001'');';
