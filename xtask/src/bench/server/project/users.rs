//! The users that both servers know.

use workmail::operation::describe_user::DescribeUserOutput;
use workmail::operation::list_users::ListUsersOutput;
use workmail::primitives::DateTime;
use workmail::types::{EntityState, User, UserRole};

/// One, as a list has it.
fn user(number: u32) -> User {
    User::builder()
        .id(format!("00000000-1111-2222-3333-{number:012}"))
        .email(format!("user{number}@example.com"))
        .name(format!("user{number}"))
        .display_name(format!("User Number {number}"))
        .state(EntityState::Enabled)
        .user_role(UserRole::User)
        .enabled_date(DateTime::from_secs(1_730_246_400 + i64::from(number)))
        .identity_provider_user_id(format!("{number:08}-aaaa-bbbb-cccc-dddddddddddd"))
        .build()
}

/// A hundred of them.
pub fn all() -> Vec<User> {
    (0..100).map(user).collect()
}

/// A page of all.
pub fn page(users: &[User]) -> ListUsersOutput {
    ListUsersOutput::builder().set_users(Some(users.to_vec())).next_token("more").build()
}

/// One of them.
pub fn described(user: &User) -> DescribeUserOutput {
    DescribeUserOutput::builder()
        .set_user_id(user.id.clone())
        .set_email(user.email.clone())
        .set_name(user.name.clone())
        .set_display_name(user.display_name.clone())
        .set_state(user.state.clone())
        .set_user_role(user.user_role.clone())
        .set_enabled_date(user.enabled_date)
        .set_identity_provider_user_id(user.identity_provider_user_id.clone())
        .build()
}
