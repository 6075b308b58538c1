--liquibase formatted sql logicalFilePath:sql/etl/0011-run-steps.sql

--changeset tds:etl-run-steps
create table etl.run_steps (
  run_id bigint not null,
  step text not null,
  asked bigint not null default 0,
  written bigint not null default 0,
  unchanged bigint not null default 0,
  quarantined bigint not null default 0,
  gone bigint not null default 0,
  postponed bigint not null default 0,
  calls bigint not null default 0,
  primary key (run_id, step)
);
comment on table etl.run_steps is 'One row per run and step that asks for records one by one or by their ids; what the step "list" did is in etl.runs.';
comment on column etl.run_steps.step is 'hydrate fetches complete documents.';
comment on column etl.run_steps.asked is 'Documents asked for; equals written + unchanged + quarantined + gone + postponed.';
comment on column etl.run_steps.written is 'Documents that are new or have changed.';
comment on column etl.run_steps.unchanged is 'Documents that say the same as before, or are older than what is there.';
comment on column etl.run_steps.quarantined is 'Documents that could not be used; see etl.quarantine.';
comment on column etl.run_steps.gone is 'Documents that the source does not know any more.';
comment on column etl.run_steps.postponed is 'Documents that could not be had this time, and wait for the next one.';
comment on column etl.run_steps.calls is 'Requests this took, repeats included; they are part of the run''s.';
alter table etl.runs drop column details;
