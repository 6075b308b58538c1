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
-- number beyond numeric. PostgreSQL 16 and later can ask whether a text is valid, in parallel as well, and reads the text
-- twice for it: so not where none of these can be in it. Before that, only a nested block tells, and a nested block cannot run
-- in parallel.
do $do$
begin
  if current_setting('server_version_num')::integer >= 160000 then
    execute $sql$
      create or replace function etl.readable(document json) returns jsonb language plpgsql immutable parallel safe as $$
      declare
        text_of text := document::text;
      begin
        -- Numeric has 16,383 places behind its point.
        if octet_length(text_of) < 15000 and strpos(text_of, '\u') = 0
          and text_of !~ '[:,[\s][-.0-9]*[0-9][eE][-+]?[0-9]{4}' then
          return text_of::jsonb;
        end if;
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

-- One view of all tables whose rows have documents: a question for one of them is then a plain query, of which PostgreSQL leaves
-- out the other tables, the columns that nobody asks for, and the rows behind a limit.
create or replace function etl.find_tables_with_documents() returns void language plpgsql as $$
declare
  reader text;
begin
  execute (
    select 'create or replace view etl.kept as ' || string_agg(format($query$
      select %1$L::regclass as entity, organization_id, source_id, deleted_at,
        case when length(fingerprint) > 0 then payload_hash end as list_hash, %2$s as details_hash
      from %1$s
      $query$, format('tds.%I', made.relname), case when exists (
        select from pg_attribute where attrelid = made.oid and attname = 'detail_hash' and not attisdropped)
        then 'detail_hash' else 'null::bytea' end), ' union all ' order by made.oid)
    from pg_class as made
    where relkind = 'r' and relnamespace = 'tds'::regnamespace and exists (
      select from pg_attribute where attrelid = made.oid and attname = 'fingerprint' and not attisdropped));
  -- Whoever may ask tds.as_of reads these by it alone, since nobody else may use schema etl.
  for reader in
    select case grantee when 0 then 'public' else grantee::regrole::text end
    from pg_proc cross join lateral aclexplode(proacl)
    where oid = to_regprocedure('tds.as_of(regclass, timestamptz, text)') and privilege_type = 'EXECUTE' and grantee <> proowner
  loop
    execute format('grant select on etl.kept, etl.payloads, etl.sightings to %s', reader);
  end loop;
end
$$;
select etl.find_tables_with_documents();

create or replace function etl.must_have_documents(entity regclass) returns boolean
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from pg_class where oid = entity and relkind = 'r' and relnamespace = 'tds'::regnamespace) then
    raise exception '% is no table of schema tds', entity;
  end if;
  if not exists (select from pg_attribute where attrelid = entity and attname = 'fingerprint' and not attisdropped) then
    raise exception '% has no documents of its own: ask for the table that its rows are part of', entity;
  end if;
  return true;
end
$$;

-- A record has a few versions, each found by its key at once. Of those of one list, the rule by which rows are written decides: the
-- newest by the source's own time, of equal times the one seen last.
-- Inside a string, since the driver takes the first "end" for the end of a body.
do $do$
begin
  execute $sql$
    create or replace function etl.versions_at(
      organization text, record text, list_hash bytea, details_hash bytea, instant timestamptz)
    returns table (
      source_modified_at timestamptz, seen_at timestamptz, details_modified_at timestamptz, details_seen_at timestamptz,
      document jsonb)
    language sql stable parallel safe
    begin atomic
      select counted.list_modified_at, counted.list_seen_at, counted.details_modified_at, counted.details_seen_at, made.document
      from (
        select
          (array_agg(payload_hash order by source_modified_at desc nulls last, seen_at desc)
            filter (where is_list and seen_at is not null))[1] as list_hash,
          (array_agg(source_modified_at order by source_modified_at desc nulls last, seen_at desc)
            filter (where is_list and seen_at is not null))[1] as list_modified_at,
          (array_agg(seen_at order by source_modified_at desc nulls last, seen_at desc)
            filter (where is_list and seen_at is not null))[1] as list_seen_at,
          (array_agg(payload_hash order by source_modified_at desc nulls last, seen_at desc)
            filter (where is_details and seen_at is not null))[1] as details_hash,
          (array_agg(source_modified_at order by source_modified_at desc nulls last, seen_at desc)
            filter (where is_details and seen_at is not null))[1] as details_modified_at,
          (array_agg(seen_at order by source_modified_at desc nulls last, seen_at desc)
            filter (where is_details and seen_at is not null))[1] as details_seen_at,
          coalesce(bool_or((is_list or is_details) and seen_at is not null), false) as is_known
        from (
          select version.payload_hash, version.source_modified_at,
            greatest(
              case when version.first_seen_at <= versions_at.instant then version.first_seen_at end,
              (select max(again.seen_at) from etl.sightings as again
                where again.organization_id = version.organization_id and again.source_id = version.source_id
                  and again.payload_hash = version.payload_hash and again.seen_at <= versions_at.instant)) as seen_at,
            bool_or(version.payload_hash = versions_at.list_hash) over of_one_list as is_list,
            bool_or(version.payload_hash = versions_at.details_hash) over of_one_list as is_details
          from etl.payloads as version
          where version.organization_id = versions_at.organization and version.source_id = versions_at.record
          window of_one_list as (partition by version.resource)) as version) as counted
      -- The documents themselves are looked up where somebody asks for them, and read once.
      cross join lateral (
        select case
          when counted.list_hash is null then etl.readable(known.details)
          when counted.details_hash is null then etl.readable(known.list)
          when (counted.details_modified_at, counted.details_seen_at) >= (counted.list_modified_at, counted.list_seen_at)
            then etl.readable(known.list) || etl.readable(known.details)
          else etl.readable(known.details) || etl.readable(known.list)
        end as document
        from (
          select
            (select payload from etl.payloads
              where organization_id = versions_at.organization and source_id = versions_at.record
                and payload_hash = counted.list_hash) as list,
            (select payload from etl.payloads
              where organization_id = versions_at.organization and source_id = versions_at.record
                and payload_hash = counted.details_hash) as details) as known
        offset 0) as made
      where counted.is_known;
    end
  $sql$;
end
$do$;

do $do$
begin
  execute $sql$
    create or replace function tds.as_of(entity regclass, instant timestamptz, record text default null)
    returns table (
      organization_id text, source_id text, source_modified_at timestamptz, seen_at timestamptz,
      details_modified_at timestamptz, details_seen_at timestamptz, document jsonb)
    language sql stable parallel safe
    -- Its names are looked up when it is made, so that nobody can put another table in their place.
    begin atomic
      select kept.organization_id, kept.source_id, version.*
      from etl.kept
      cross join lateral etl.versions_at(
        kept.organization_id, kept.source_id, kept.list_hash, kept.details_hash, as_of.instant) as version
      where as_of.record is null and kept.entity = as_of.entity and (kept.deleted_at is null or kept.deleted_at > as_of.instant)
      union all
      -- One record is found by its key, in each of the few organizations: no table is read from end to end for it.
      select kept.organization_id, kept.source_id, version.*
      from (
        with recursive owner as (
          (select payloads.organization_id as id from etl.payloads order by payloads.organization_id limit 1)
          union all
          select (
            select payloads.organization_id from etl.payloads
            where payloads.organization_id > owner.id order by payloads.organization_id limit 1)
          from owner where owner.id is not null)
        select owner.id from owner where owner.id is not null) as owner
      join etl.kept on kept.organization_id = owner.id
      cross join lateral etl.versions_at(
        kept.organization_id, kept.source_id, kept.list_hash, kept.details_hash, as_of.instant) as version
      where kept.source_id = as_of.record and kept.entity = as_of.entity
        and (kept.deleted_at is null or kept.deleted_at > as_of.instant)
      union all
      select null::text, null::text, null::timestamptz, null::timestamptz, null::timestamptz, null::timestamptz, null::jsonb
      where not etl.must_have_documents(as_of.entity);
    end
  $sql$;
end
$do$;

drop function if exists etl.version_at(text, text, text, timestamptz);

comment on view etl.kept is 'The rows of all tables of schema tds that were made from documents, with the hashes of these; for tds.as_of.';
comment on column etl.kept.entity is 'The table.';
comment on column etl.kept.deleted_at is 'As in the table.';
comment on column etl.kept.list_hash is 'Of the list row that the row was made from; null if it was made from a complete document alone.';
comment on column etl.kept.details_hash is 'Of the complete document; null if there is none.';
comment on function etl.find_tables_with_documents() is 'Makes etl.kept of the tables there are, and lets those read it who may ask tds.as_of. Called after each change of the tables.';
comment on function etl.must_have_documents(regclass) is 'Says why a table cannot be asked for by tds.as_of.';
comment on function etl.readable(json) is 'A document as jsonb. What jsonb cannot hold is changed: U+0000 is left out, half of a surrogate pair becomes U+FFFD, a number too large becomes a text. A document that still cannot be read is {"unreadable": base64}.';
comment on function etl.repaired(text) is 'A JSON document without what jsonb cannot hold; used by etl.readable.';
comment on function etl.versions_at(text, text, bytea, bytea, timestamptz) is 'The list row and the complete document of a record that counted at an instant, from etl.payloads and etl.sightings. Given are those that the row is made from now.';
comment on function tds.as_of(regclass, timestamptz, text) is 'The records of a table as they were known at an instant: list row and complete document as one jsonb, in Zoho''s own fields, lines included. Those deleted by then are absent. Example: select * from tds.as_of(''tds.invoices'', ''2026-01-31'', ''4590001'');';
