//! Organizations, blocking: a tree, an asynchronous creation, many errors.

use organizations::blocking::Client;
use organizations::operation::describe_organization::DescribeOrganizationError;
use organizations::types::{CreateAccountState, OrganizationFeatureSet, PolicyType};

use crate::Done;

pub fn run(client: &Client) -> Done {
    let error = client.describe_organization().send().unwrap_err();
    assert!(
        matches!(error.as_service_error(), Some(DescribeOrganizationError::AwsOrganizationsNotInUseException(_))),
        "{error}"
    );
    let made = client.create_organization().feature_set(OrganizationFeatureSet::All).send()?;
    let id = made.organization().and_then(|organization| organization.id()).ok_or("no id")?;
    let described = client.describe_organization().send()?;
    assert_eq!(described.organization().and_then(|organization| organization.id()), Some(id));
    let roots = client.list_roots().into_paginator().items().send().collect::<Result<Vec<_>, _>>()?;
    let [root] = roots.as_slice() else { return Err(format!("{} roots", roots.len()).into()) };
    let root = root.id().ok_or("a root without an id")?;

    for number in 0..3 {
        let unit = client.create_organizational_unit().parent_id(root).name(format!("unit {number}")).send()?;
        assert!(unit.organizational_unit().is_some_and(|unit| unit.arn().is_some()));
    }
    let call = client.list_organizational_units_for_parent().parent_id(root).into_paginator().page_size(2);
    let pages = call.send().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(pages.iter().map(|page| page.organizational_units().len()).sum::<usize>(), 3);

    let call = client.create_account().email("ann@example.com").account_name("ann");
    let made = call.send()?;
    let status = made.create_account_status().ok_or("no status")?;
    assert_eq!(status.state(), Some(&CreateAccountState::Succeeded));
    let account = client.describe_account().account_id(status.account_id().ok_or("no account")?).send()?;
    let account = account.account().ok_or("no account")?;
    assert_eq!((account.email(), account.name()), (Some("ann@example.com"), Some("ann")));
    assert!(!format!("{account:?}").contains("ann@example.com"), "an address was shown");
    let pages = client.list_accounts().into_paginator().page_size(1).send().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(pages.iter().map(|page| page.accounts().len()).collect::<Vec<_>>(), [1, 1]);
    let error = client.describe_account().account_id("999999999999").send().unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_account_not_found_exception()), "{error}");

    let content = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let call = client.create_policy().name("nothing").description("Denies all").content(content);
    let policy = call.r#type(PolicyType::ServiceControlPolicy).send()?;
    let policy = policy.policy().ok_or("no policy")?;
    assert_eq!(policy.content(), Some(content));
    let id = policy.policy_summary().and_then(|summary| summary.id()).ok_or("a policy without an id")?;
    client.delete_policy().policy_id(id).send()?;
    let error = client.delete_policy().policy_id(id).send().unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_policy_not_found_exception()), "{error}");
    Ok(())
}
