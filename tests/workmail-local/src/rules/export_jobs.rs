//! Export jobs: they run for as long as `--delay` says, and copy nothing.

use workmail::operation::cancel_mailbox_export_job::{CancelMailboxExportJobInput, CancelMailboxExportJobOutput};
use workmail::operation::describe_mailbox_export_job::{DescribeMailboxExportJobInput, DescribeMailboxExportJobOutput};
use workmail::operation::list_mailbox_export_jobs::{ListMailboxExportJobsInput, ListMailboxExportJobsOutput};
use workmail::operation::start_mailbox_export_job::{StartMailboxExportJobInput, StartMailboxExportJobOutput};
use workmail::primitives::DateTime;
use workmail::types::{MailboxExportJob, MailboxExportJobState};

use super::entities::{self, By};
use super::once::once;
use super::organizations::active;
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{ExportJob, Kind, World};

/// How many jobs of an organization run at the same time. That there is a limit is documented, this one is inference.
const MOST: usize = 10;

/// How long jobs are listed, in seconds: seven days.
const LISTED: i64 = 7 * 24 * 60 * 60;

impl ExportJob {
    fn state(&self, now: DateTime) -> MailboxExportJobState {
        match self.cancelled {
            Some(_) => MailboxExportJobState::Cancelled,
            None if now >= self.done => MailboxExportJobState::Completed,
            None => MailboxExportJobState::Running,
        }
    }

    fn end(&self, now: DateTime) -> Option<DateTime> {
        self.cancelled.or_else(|| (now >= self.done).then_some(self.done))
    }

    /// How far it has come, in percent.
    fn progress(&self, now: DateTime) -> i32 {
        let (elapsed, whole) = (
            self.cancelled.unwrap_or(now).secs().saturating_sub(self.started.secs()),
            self.done.secs().saturating_sub(self.started.secs()),
        );
        if elapsed >= whole { 100 } else { i32::try_from(elapsed.saturating_mul(100) / whole).unwrap_or(100) }
    }

    fn path(&self) -> String {
        format!("{}/{}", self.prefix.trim_end_matches('/'), self.id)
    }
}

fn find<'w>(world: &'w World, organization: &str, id: &str) -> Result<&'w ExportJob, Refusal> {
    world
        .export_jobs
        .get(&format!("{organization}/{id}"))
        .ok_or_else(|| Refusal::new(Reason::EntityNotFoundException, format!("there is no export job {id}")))
}

/// The rule of `StartMailboxExportJob`.
pub(crate) fn start_mailbox_export_job(
    world: &mut World,
    input: StartMailboxExportJobInput,
) -> Result<StartMailboxExportJobOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let scope = format!("StartMailboxExportJob/{organization}");
    let id = once(world, &scope, input.client_token.as_deref(), |world| {
        let argument = given(input.entity_id, "EntityId")?;
        let owners = [Kind::User, Kind::Resource];
        let entity = entities::find(world, &organization, &argument, &owners, By::Anything)?;
        if entity.mailbox_made.is_none() {
            let message = format!("{} {} has no mailbox", entity.kind().noun(), entity.name);
            return Err(Refusal::new(Reason::EntityNotFoundException, message));
        }
        let running = |job: &ExportJob| job.state(world.now) == MailboxExportJobState::Running;
        if world.export_jobs.within(&format!("{organization}/")).filter(|(_, job)| running(job)).count() >= MOST {
            let message = format!("an organization has {MOST} running export jobs at most");
            return Err(Refusal::new(Reason::LimitExceededException, message));
        }
        let job = ExportJob {
            id: world.new_id(),
            entity: entity.id.clone(),
            description: input.description,
            role: given(input.role_arn, "RoleArn")?,
            key: given(input.kms_key_arn, "KmsKeyArn")?,
            bucket: given(input.s3_bucket_name, "S3BucketName")?,
            prefix: given(input.s3_prefix, "S3Prefix")?,
            started: world.now,
            done: world.done(),
            cancelled: None,
        };
        let id = job.id.clone();
        world.export_jobs.put(format!("{organization}/{id}"), job);
        Ok(id)
    })?;
    Ok(StartMailboxExportJobOutput::builder().job_id(id).build())
}

/// The rule of `CancelMailboxExportJob`, which may come too late: a job that has ended stays as it is.
pub(crate) fn cancel_mailbox_export_job(
    world: &mut World,
    input: CancelMailboxExportJobInput,
) -> Result<CancelMailboxExportJobOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.job_id, "JobId")?;
    if find(world, &organization, &id)?.state(world.now) == MailboxExportJobState::Running {
        let now = world.now;
        if let Some(job) = world.export_jobs.get_mut(&format!("{organization}/{id}")) {
            job.cancelled = Some(now);
        }
    }
    Ok(CancelMailboxExportJobOutput::builder().build())
}

/// The rule of `DescribeMailboxExportJob`.
pub(crate) fn describe_mailbox_export_job(
    world: &mut World,
    input: DescribeMailboxExportJobInput,
) -> Result<DescribeMailboxExportJobOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let job = find(world, &organization, &given(input.job_id, "JobId")?)?.clone();
    Ok(DescribeMailboxExportJobOutput::builder()
        .s3_path(job.path())
        .estimated_progress(job.progress(world.now))
        .state(job.state(world.now))
        .start_time(job.started)
        .set_end_time(job.end(world.now))
        .entity_id(job.entity)
        .set_description(job.description)
        .role_arn(job.role)
        .kms_key_arn(job.key)
        .s3_bucket_name(job.bucket)
        .s3_prefix(job.prefix)
        .build())
}

/// The rule of `ListMailboxExportJobs`: those of the last seven days.
pub(crate) fn list_mailbox_export_jobs(
    world: &mut World,
    input: ListMailboxExportJobsInput,
) -> Result<ListMailboxExportJobsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let prefix = format!("{organization}/");
    let rows = world
        .export_jobs
        .within(&prefix)
        .filter(|(_, job)| world.now.secs().saturating_sub(job.started.secs()) <= LISTED)
        .map(|(key, job)| (key.to_owned(), summary(job, world.now)));
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListMailboxExportJobs {organization}"), &wanted, rows)?;
    Ok(ListMailboxExportJobsOutput::builder().set_jobs(Some(rows)).set_next_token(next).build())
}

fn summary(job: &ExportJob, now: DateTime) -> MailboxExportJob {
    MailboxExportJob::builder()
        .job_id(&*job.id)
        .entity_id(&*job.entity)
        .set_description(job.description.clone())
        .s3_bucket_name(&*job.bucket)
        .s3_path(job.path())
        .estimated_progress(job.progress(now))
        .state(job.state(now))
        .start_time(job.started)
        .set_end_time(job.end(now))
        .build()
}
