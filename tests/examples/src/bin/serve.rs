//! A service of ten lines: one operation is written, the others answer `NotImplementedException`.
//!
//! ```sh
//! cargo run -p workmail-examples --bin serve -- 127.0.0.1:8080
//! aws workmail describe-user --endpoint-url http://127.0.0.1:8080 --organization-id m-0123456789abcdef0123456789abcdef \
//!     --user-id ann@example.com
//! ```

use std::{env, future, io};

use workmail::operation::describe_user::{DescribeUserError, DescribeUserInput, DescribeUserOutput};
use workmail::server::{self, Context, WorkMail};

/// A service that knows one user.
struct Mail;

impl WorkMail for Mail {
    async fn describe_user(
        &self,
        input: DescribeUserInput,
        _: &Context,
    ) -> Result<DescribeUserOutput, DescribeUserError> {
        Ok(DescribeUserOutput::builder().set_user_id(input.user_id).name("ann").build())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("http://{}", listener.local_addr()?);
    tinsmith_server::serve(listener, server::service(Mail), future::pending()).await
}
