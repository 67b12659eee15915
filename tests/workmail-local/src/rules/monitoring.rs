//! What an organization does with the mail that it gets: events to a log, and DMARC.

use workmail::operation::delete_email_monitoring_configuration::{
    DeleteEmailMonitoringConfigurationInput, DeleteEmailMonitoringConfigurationOutput,
};
use workmail::operation::describe_email_monitoring_configuration::{
    DescribeEmailMonitoringConfigurationInput, DescribeEmailMonitoringConfigurationOutput,
};
use workmail::operation::describe_inbound_dmarc_settings::{
    DescribeInboundDmarcSettingsInput, DescribeInboundDmarcSettingsOutput,
};
use workmail::operation::put_email_monitoring_configuration::{
    PutEmailMonitoringConfigurationInput, PutEmailMonitoringConfigurationOutput,
};
use workmail::operation::put_inbound_dmarc_settings::{PutInboundDmarcSettingsInput, PutInboundDmarcSettingsOutput};

use super::organizations::{self, active};
use crate::given::given;
use crate::refusal::{Reason, Refusal};
use crate::store::{Monitoring, World};

/// The rule of `PutEmailMonitoringConfiguration`: without a role the service-linked one is taken.
pub(crate) fn put_email_monitoring_configuration(
    world: &mut World,
    input: PutEmailMonitoringConfigurationInput,
) -> Result<PutEmailMonitoringConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let linked = format!(
        "arn:aws:iam::{}:role/aws-service-role/events.workmail.amazonaws.com/AWSServiceRoleForAmazonWorkMailEvents",
        world.settings.account
    );
    let log_group = given(input.log_group_arn, "LogGroupArn")?;
    let monitoring = Monitoring { role: input.role_arn.unwrap_or(linked), log_group };
    organizations::row(world, &organization)?.monitoring = Some(monitoring);
    Ok(PutEmailMonitoringConfigurationOutput::builder().build())
}

/// The rule of `DescribeEmailMonitoringConfiguration`.
pub(crate) fn describe_email_monitoring_configuration(
    world: &mut World,
    input: DescribeEmailMonitoringConfigurationInput,
) -> Result<DescribeEmailMonitoringConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let Some(monitoring) = organizations::find(world, &organization)?.monitoring.clone() else {
        let message = "the organization has no email monitoring configuration";
        return Err(Refusal::new(Reason::ResourceNotFoundException, message));
    };
    Ok(DescribeEmailMonitoringConfigurationOutput::builder()
        .role_arn(monitoring.role)
        .log_group_arn(monitoring.log_group)
        .build())
}

/// The rule of `DeleteEmailMonitoringConfiguration`. None to delete is no error.
pub(crate) fn delete_email_monitoring_configuration(
    world: &mut World,
    input: DeleteEmailMonitoringConfigurationInput,
) -> Result<DeleteEmailMonitoringConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    organizations::row(world, &organization)?.monitoring = None;
    Ok(DeleteEmailMonitoringConfigurationOutput::builder().build())
}

/// The rule of `PutInboundDmarcSettings`.
pub(crate) fn put_inbound_dmarc_settings(
    world: &mut World,
    input: PutInboundDmarcSettingsInput,
) -> Result<PutInboundDmarcSettingsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    organizations::row(world, &organization)?.enforces_dmarc = given(input.enforced, "Enforced")?;
    Ok(PutInboundDmarcSettingsOutput::builder().build())
}

/// The rule of `DescribeInboundDmarcSettings`. That a new organization does not enforce it is inference.
pub(crate) fn describe_inbound_dmarc_settings(
    world: &mut World,
    input: DescribeInboundDmarcSettingsInput,
) -> Result<DescribeInboundDmarcSettingsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let enforced = organizations::find(world, &organization)?.enforces_dmarc;
    Ok(DescribeInboundDmarcSettingsOutput::builder().enforced(enforced).build())
}
