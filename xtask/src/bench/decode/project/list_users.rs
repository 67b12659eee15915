//! WorkMail's `ListUsers` with 100 users: flat structures of short texts, enums and points in time.

use serde::Deserialize;
use workmail::Operation;
use workmail::operation::list_users as ours;
use workmail::types;

use crate::clock::{compare, contender, contender_with};

/// What a person would derive. Points in time are `f64`, which is less than ours hold: it has no nanoseconds. An enum
/// value that is not known loses its text, where ours keeps it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListUsersOutput {
    users: Option<Vec<User>>,
    next_token: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct User {
    id: Option<String>,
    email: Option<String>,
    name: Option<String>,
    display_name: Option<String>,
    state: Option<EntityState>,
    user_role: Option<UserRole>,
    enabled_date: Option<f64>,
    disabled_date: Option<f64>,
    identity_provider_user_id: Option<String>,
    identity_provider_identity_store_id: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum EntityState {
    Enabled,
    Disabled,
    Deleted,
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum UserRole {
    User,
    Resource,
    SystemUser,
    RemoteUser,
    #[serde(other)]
    Unknown,
}

pub fn measure() {
    let body = body();
    let bytes = body.as_bytes();
    let response = http::Response::new(bytes);
    let read = || ours::ListUsers::response(&response).expect("ours reads it");
    let sonic = || sonic_rs::from_slice::<ListUsersOutput>(bytes).expect("sonic-rs reads it");
    let simd = |mut bytes: Vec<u8>| simd_json::from_slice::<ListUsersOutput>(&mut bytes).expect("simd-json reads it");
    let serde = || serde_json::from_slice::<ListUsersOutput>(bytes).expect("serde_json reads it");

    let output = read();
    let expected = same(&output);
    assert_eq!(expected.users.as_ref().map(Vec::len), Some(100));
    assert!(sonic() == expected && simd(bytes.to_vec()) == expected && serde() == expected, "all read the same");

    compare(
        "WorkMail ListUsers, 100 users",
        bytes.len(),
        vec![
            contender("workmail", read),
            contender("sonic-rs", sonic),
            contender_with("simd-json", || bytes.to_vec(), simd),
            contender("serde_json", serde),
            contender("(cloning the output)", || output.clone()),
        ],
    );
}

/// A page of the answer, as compact as the service sends it, with its way to write points in time.
fn body() -> String {
    let user = |index: usize| {
        let given = ["Ann", "Bob", "Chloé", "Dmitri", "Eve", "Frederick", "Gül", "Hannah", "Ian", "Jo"][index % 10];
        let family = ["Archer", "Brown", "Costa", "Delacroix", "Müller", "Fernandez", "Ng"][index % 7];
        let display = if index % 25 == 7 { format!("{given} \\\"Al\\\" {family}") } else { format!("{given} {family}") };
        let id = format!("S-1-1-12-{}-{}-{}-{:04}", 1_234_567_890 + index * 7919, 123_456_789 + index, 987_654_321, index);
        let mut text = format!(
            r#"{{"Id":"{id}","Email":"user{index}@example.com","Name":"user{index}","DisplayName":"{display}","State":"{}","UserRole":"{}""#,
            if index % 9 == 0 { "DISABLED" } else { "ENABLED" },
            if index % 20 == 0 { "RESOURCE" } else { "USER" },
        );
        text += &format!(r#","EnabledDate":1.{}E9"#, 634_664_894_061_usize + index * 86_413_007);
        if index % 9 == 0 {
            text += &format!(r#","DisabledDate":1.{}E9"#, 704_067_200_123_usize + index * 3_600_011);
        }
        if index % 2 == 0 {
            text += &format!(
                r#","IdentityProviderUserId":"{:010x}-{:08x}-1f2e-4d3c-8b5a-{:012x}","IdentityProviderIdentityStoreId":"d-90671d2f3b""#,
                0x90_671d_2f3b_usize + index,
                0x1a2b_3c4d + index * 65_537,
                0x0012_3456_789a_usize + index * 99_991,
            );
        }
        text + "}"
    };
    let users: Vec<String> = (0..100).map(user).collect();
    format!(r#"{{"NextToken":"{}","Users":[{}]}}"#, "Ab0+".repeat(60), users.join(","))
}

/// Our output as the peers' types.
fn same(output: &ours::ListUsersOutput) -> ListUsersOutput {
    let user = |user: &types::User| User {
        id: user.id.clone(),
        email: user.email.clone(),
        name: user.name.clone(),
        display_name: user.display_name.clone(),
        state: user.state.as_ref().map(|state| match state {
            types::EntityState::Enabled => EntityState::Enabled,
            types::EntityState::Disabled => EntityState::Disabled,
            types::EntityState::Deleted => EntityState::Deleted,
            _ => EntityState::Unknown,
        }),
        user_role: user.user_role.as_ref().map(|role| match role {
            types::UserRole::User => UserRole::User,
            types::UserRole::Resource => UserRole::Resource,
            types::UserRole::SystemUser => UserRole::SystemUser,
            types::UserRole::RemoteUser => UserRole::RemoteUser,
            _ => UserRole::Unknown,
        }),
        enabled_date: user.enabled_date.as_ref().map(|date| date.as_secs_f64()),
        disabled_date: user.disabled_date.as_ref().map(|date| date.as_secs_f64()),
        identity_provider_user_id: user.identity_provider_user_id.clone(),
        identity_provider_identity_store_id: user.identity_provider_identity_store_id.clone(),
    };
    ListUsersOutput {
        users: output.users.as_ref().map(|users| users.iter().map(user).collect()),
        next_token: output.next_token.clone(),
    }
}
