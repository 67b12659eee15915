//! A service on the stubs: requests are read, held against the model's constraints, and answered with what is in memory.

use workmail::operation::describe_user::{DescribeUserError, DescribeUserInput, DescribeUserOutput};
use workmail::operation::list_users::{ListUsersError, ListUsersInput, ListUsersOutput};
use workmail::server::{self, Context, Service, WorkMail};
use workmail::types::User;

use crate::users;

pub struct Mail(Vec<User>);

impl WorkMail for Mail {
    async fn describe_user(&self, _: DescribeUserInput, _: &Context) -> Result<DescribeUserOutput, DescribeUserError> {
        Ok(users::described(&self.0[7]))
    }

    async fn list_users(&self, _: ListUsersInput, _: &Context) -> Result<ListUsersOutput, ListUsersError> {
        Ok(users::page(&self.0))
    }
}

pub fn service() -> Service<Mail> {
    server::service(Mail(users::all()))
}

pub async fn serve() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    tinsmith_server::serve(listener, service(), std::future::pending()).await.unwrap();
}
