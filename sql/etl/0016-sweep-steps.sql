--liquibase formatted sql logicalFilePath:sql/etl/0016-sweep-steps.sql

--changeset tds:etl-sweep-steps
comment on column etl.run_steps.step is 'hydrate fetches complete documents, documents tries those in quarantine again, sweep asks for records that a complete list has not shown.';
comment on column etl.run_steps.unchanged is 'Documents that say the same as before, or are older than what is there; in a sweep, records that are there all the same.';
comment on column etl.run_steps.gone is 'Documents that the source does not know any more; only a sweep marks them as deleted.';
