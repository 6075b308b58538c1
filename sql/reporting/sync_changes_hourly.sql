--liquibase formatted sql logicalFilePath:sql/reporting/sync_changes_hourly.sql

--changeset tds:sync-changes-hourly runOnChange:true
create or replace view reporting.sync_changes_hourly as
select hourly.organization_id, hourly.job, hourly.hour, sum(hourly.inserted)::bigint as inserted, sum(hourly.updated)::bigint as updated,
  sum(hourly.deleted)::bigint as deleted
from etl.runs_by_hour as hourly
join tds.organizations as organization on organization.organization_id = hourly.organization_id and organization.is_mirrored
where hourly.mode not in ('REPLAY', 'SHADOW')
group by hourly.organization_id, hourly.job, hourly.hour
having sum(hourly.inserted + hourly.updated + hourly.deleted) > 0;

comment on view reporting.sync_changes_hourly is 'How many rows of each list were new, changed or deleted in each hour. What is older than 35 days is summed up by day.';
comment on column reporting.sync_changes_hourly.hour is 'When the hour began in which the runs ended.';
comment on column reporting.sync_changes_hourly.inserted is 'Rows that were new.';
comment on column reporting.sync_changes_hourly.updated is 'Rows that were changed.';
comment on column reporting.sync_changes_hourly.deleted is 'Rows that were marked as deleted.';
