//! Mail domains. No DNS is asked: a domain is verified once `--delay` has passed, and one that ends in `.invalid`, which
//! never resolves (RFC 6761), stays pending.

use workmail::operation::deregister_mail_domain::{DeregisterMailDomainInput, DeregisterMailDomainOutput};
use workmail::operation::get_mail_domain::{GetMailDomainInput, GetMailDomainOutput};
use workmail::operation::list_mail_domains::{ListMailDomainsInput, ListMailDomainsOutput};
use workmail::operation::register_mail_domain::{RegisterMailDomainInput, RegisterMailDomainOutput};
use workmail::operation::update_default_mail_domain::{UpdateDefaultMailDomainInput, UpdateDefaultMailDomainOutput};
use workmail::types::{DnsRecord, DnsRecordVerificationStatus, MailDomainSummary};

use super::entities;
use super::once::once;
use super::organizations::{self, active};
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Domain, World};

/// How many domains an organization has at most.
const MOST: usize = 1_000;

fn key(organization: &str, domain: &str) -> String {
    format!("{organization}/{}", domain.to_lowercase())
}

/// Whether a domain is verified by now.
fn is_verified(domain: &Domain, world: &World) -> bool {
    domain.verified.is_some_and(|verified| world.now >= verified)
}

/// Adds the domain that comes with an organization.
pub(crate) fn add_test(world: &mut World, organization: &str, name: String) {
    let domain = Domain { name: name.clone(), is_test: true, verified: Some(world.now) };
    world.domains.put(key(organization, &name), domain);
}

/// Adds a domain of the caller's.
pub(crate) fn add(world: &mut World, organization: &str, name: &str) {
    let never = name.to_lowercase().ends_with(".invalid");
    let domain = Domain { name: name.to_lowercase(), is_test: false, verified: (!never).then(|| world.done()) };
    world.domains.put(key(organization, name), domain);
}

/// Checks that addresses of a domain can be given out: it is the organization's, and verified.
pub(crate) fn check_address(world: &World, organization: &str, address: &str) -> Result<(), Refusal> {
    let name = address.rsplit('@').next().unwrap_or_default();
    let domain = find(world, organization, name)?;
    if !is_verified(domain, world) {
        return Err(Refusal::new(Reason::MailDomainStateException, format!("mail domain {name} is not verified yet")));
    }
    Ok(())
}

fn find<'w>(world: &'w World, organization: &str, name: &str) -> Result<&'w Domain, Refusal> {
    world.domains.get(&key(organization, name)).ok_or_else(|| {
        Refusal::new(Reason::MailDomainNotFoundException, format!("the organization has no mail domain {name}"))
    })
}

/// The rule of `RegisterMailDomain`.
pub(crate) fn register_mail_domain(
    world: &mut World,
    input: RegisterMailDomainInput,
) -> Result<RegisterMailDomainOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let name = given(input.domain_name, "DomainName")?;
    let scope = format!("RegisterMailDomain/{organization}");
    once(world, &scope, input.client_token.as_deref(), |world| {
        let suffix = format!("/{}", name.to_lowercase());
        if world.domains.iter().any(|(key, _)| key.ends_with(&suffix)) {
            let message = format!("mail domain {name} belongs to an organization already");
            return Err(Refusal::new(Reason::MailDomainInUseException, message));
        }
        if world.domains.within(&format!("{organization}/")).count() >= MOST {
            let message = format!("an organization has {MOST} mail domains at most");
            return Err(Refusal::new(Reason::LimitExceededException, message));
        }
        add(world, &organization, &name);
        Ok(String::new())
    })?;
    Ok(RegisterMailDomainOutput::builder().build())
}

/// The rule of `DeregisterMailDomain`. One that is not there is no error, as the model has none for it.
pub(crate) fn deregister_mail_domain(
    world: &mut World,
    input: DeregisterMailDomainInput,
) -> Result<DeregisterMailDomainOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let name = given(input.domain_name, "DomainName")?.to_lowercase();
    let in_use = |message: String| Err(Refusal::new(Reason::MailDomainInUseException, message));
    if organizations::find(world, &organization)?.default_domain == name {
        return in_use(format!("mail domain {name} is the default: choose another one first"));
    }
    if let Ok(domain) = find(world, &organization, &name)
        && domain.is_test
    {
        let message = format!("mail domain {name} came with the organization, and stays");
        return Err(Refusal::new(Reason::InvalidParameterException, message));
    }
    let ending = format!("@{name}");
    let is_used = |address: &String| address.to_lowercase().ends_with(&ending);
    if entities::all(world, &organization).any(|entity| entity.email.iter().chain(&entity.aliases).any(is_used)) {
        return in_use(format!("mail domain {name} has addresses that are in use"));
    }
    world.domains.remove(&key(&organization, &name));
    Ok(DeregisterMailDomainOutput::builder().build())
}

/// The rule of `GetMailDomain`.
pub(crate) fn get_mail_domain(world: &mut World, input: GetMailDomainInput) -> Result<GetMailDomainOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let name = given(input.domain_name, "DomainName")?;
    let domain = find(world, &organization, &name)?;
    let verified = is_verified(domain, world);
    let status = if verified { DnsRecordVerificationStatus::Verified } else { DnsRecordVerificationStatus::Pending };
    let is_default = organizations::find(world, &organization)?.default_domain == domain.name;
    Ok(GetMailDomainOutput::builder()
        .set_records(Some(records(domain, &world.settings.region)))
        .is_test_domain(domain.is_test)
        .is_default(is_default)
        .ownership_verification_status(status.clone())
        .dkim_verification_status(status)
        .build())
}

/// What would have to be in the zone of a domain.
fn records(domain: &Domain, region: &str) -> Vec<DnsRecord> {
    let name = &domain.name;
    let record =
        |kind: &str, host: String, value: String| DnsRecord::builder().r#type(kind).hostname(host).value(value).build();
    vec![
        record("TXT", format!("_amazonses.{name}."), format!("local-{}", name.len())),
        record("MX", format!("{name}."), format!("10 inbound-smtp.{region}.amazonaws.com.")),
        record("CNAME", format!("autodiscover.{name}."), format!("autodiscover.mail.{region}.awsapps.com.")),
        record("CNAME", format!("local._domainkey.{name}."), "local.dkim.amazonses.com.".to_owned()),
        record("TXT", format!("{name}."), "v=spf1 include:amazonses.com ~all".to_owned()),
        record("TXT", format!("_dmarc.{name}."), "v=DMARC1;p=quarantine;pct=100;fo=1".to_owned()),
    ]
}

/// The rule of `ListMailDomains`.
pub(crate) fn list_mail_domains(
    world: &mut World,
    input: ListMailDomainsInput,
) -> Result<ListMailDomainsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let default = &organizations::find(world, &organization)?.default_domain;
    let prefix = format!("{organization}/");
    let rows = world.domains.within(&prefix).map(|(key, domain)| {
        let is_default = domain.name == *default;
        let summary = MailDomainSummary::builder().domain_name(&*domain.name).default_domain(is_default).build();
        (key.to_owned(), summary)
    });
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListMailDomains {organization}"), &wanted, rows)?;
    Ok(ListMailDomainsOutput::builder().set_mail_domains(Some(rows)).set_next_token(next).build())
}

/// The rule of `UpdateDefaultMailDomain`.
pub(crate) fn update_default_mail_domain(
    world: &mut World,
    input: UpdateDefaultMailDomainInput,
) -> Result<UpdateDefaultMailDomainOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let name = given(input.domain_name, "DomainName")?.to_lowercase();
    check_address(world, &organization, &name)?;
    organizations::row(world, &organization)?.default_domain = name;
    Ok(UpdateDefaultMailDomainOutput::builder().build())
}
