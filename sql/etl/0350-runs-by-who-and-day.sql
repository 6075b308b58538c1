--liquibase formatted sql logicalFilePath:sql/etl/0350-runs-by-who-and-day.sql

--changeset tds:etl-runs-by-who-and-day
-- A page asks for the runs of a day, of a person, or of whatever asks seldom, among those of a year.
create index runs_by_day on etl.runs (asked_at);
create index runs_by_person on etl.runs (asked_by, run_id) where asked_kind = 'PERSON';
create index runs_by_asker on etl.runs (asked_kind, run_id) where asked_kind <> 'SCHEDULE';
