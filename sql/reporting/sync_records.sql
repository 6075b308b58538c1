--liquibase formatted sql logicalFilePath:sql/reporting/sync_records.sql

--changeset tds:sync-records runOnChange:true
create or replace view reporting.sync_records as
with past as (
  select organization_id, job, sum(read) as read, sum(quarantined) as quarantined
  from etl.runs_by_hour
  where hour >= date_trunc('hour', now(), 'UTC') - interval '1 hour' and etl.asks_source(mode) and mode <> 'COMPARE'
  group by organization_id, job),
sums as (
  select state.organization_id, state.job, coalesce(sum(past.read), 0) as read, coalesce(sum(past.quarantined), 0) as quarantined
  from etl.job_state as state
  join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
  left join past on past.organization_id = state.organization_id and past.job = state.job
  group by grouping sets ((state.organization_id, state.job), (state.organization_id)))
select organization_id, job, read, quarantined, case when read >= 20 then quarantined / read end as share from sums;

comment on view reporting.sync_records is 'How many records could not be used, of those that runs read which ended in this hour or the hour before.';
comment on column reporting.sync_records.job is 'Null in the row of all jobs of the organization together.';
comment on column reporting.sync_records.read is 'Records read.';
comment on column reporting.sync_records.quarantined is 'Of these, records that went to quarantine.';
comment on column reporting.sync_records.share is 'Their share, from 0 to 1; null if fewer than 20 were read, which says nothing.';
