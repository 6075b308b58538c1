--liquibase formatted sql logicalFilePath:sql/reporting/sync_proof_monthly_kept.sql

--changeset tds:etl-keep-proof-by-month splitStatements:false runOnChange:true
-- Of the organizations of which a full import has ended since. Whoever comes second finds nothing to do.
create or replace function etl.keep_proof_by_month(at timestamptz) returns bigint language plpgsql as $$
declare
  kept bigint;
begin
  lock table etl.proof_by_month in share row exclusive mode;
  if not exists (
    select from etl.job_state as state
    join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
    where state.full_at > coalesce((select max(checked_at) from etl.proof_by_month), '-infinity')) then
    return 0;
  end if;
  delete from etl.proof_by_month;
  insert into etl.proof_by_month (organization_id, entity, month, currency_code, records_here, records_there, sum_here, sum_there,
    checked_at)
  select organization_id, entity, month, currency_code, records_here, records_there, sum_here, sum_there, at
  from reporting.sync_proof_monthly;
  get diagnostics kept = row_count;
  return kept;
end
$$;
comment on function etl.keep_proof_by_month(timestamptz) is 'Sums up documents by month and currency once more if a full import has ended since. Returns how many rows are kept.';

--changeset tds:sync-proof-monthly-kept runOnChange:true
create or replace view reporting.sync_proof_monthly_kept as
select kept.organization_id, kept.entity, state.job, kept.month, kept.currency_code, kept.records_here, kept.records_there,
  kept.records_here - kept.records_there as records_difference, kept.sum_here, kept.sum_there,
  kept.sum_here - kept.sum_there as sum_difference, kept.checked_at
from etl.proof_by_month as kept
join tds.organizations as organization on organization.organization_id = kept.organization_id and organization.is_mirrored
left join lateral (
  select min(known.job) as job from etl.job_state as known
  where known.organization_id = kept.organization_id and kept.entity = any (known.tables)) as state on true;

comment on view reporting.sync_proof_monthly_kept is 'The same as reporting.sync_proof_monthly, as it was when it was last summed up. It reads no document.';
comment on column reporting.sync_proof_monthly_kept.entity is 'The table of schema tds.';
comment on column reporting.sync_proof_monthly_kept.job is 'The job that writes it; null if none does.';
comment on column reporting.sync_proof_monthly_kept.month is 'The first day of the month of the documents; null for documents without a date.';
comment on column reporting.sync_proof_monthly_kept.records_here is 'Rows that live.';
comment on column reporting.sync_proof_monthly_kept.records_there is 'Of these, rows whose answer of Zoho is kept.';
comment on column reporting.sync_proof_monthly_kept.records_difference is 'Rows of which no answer is kept, so that nothing is proven.';
comment on column reporting.sync_proof_monthly_kept.sum_here is 'Their total, or their amount, in the currency of the documents.';
comment on column reporting.sync_proof_monthly_kept.sum_there is 'The same as Zoho said.';
comment on column reporting.sync_proof_monthly_kept.sum_difference is 'How far apart these are: 0 if all is well.';
comment on column reporting.sync_proof_monthly_kept.checked_at is 'When they were summed up.';
