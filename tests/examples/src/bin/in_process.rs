//! A client and its service in one process: the same bytes as over a socket, and no socket.
//!
//! ```sh
//! cargo run -p workmail-examples --bin in_process
//! ```

use std::error::Error;

use workmail::config::{Credentials, Region};
use workmail::operation::describe_user::{DescribeUserError, DescribeUserInput, DescribeUserOutput};
use workmail::server::{self, Context, WorkMail};
use workmail::transport::from_async_fn;
use workmail::{Client, Config};

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
async fn main() -> Result<(), Box<dyn Error>> {
    let service = server::service(Mail);
    let transport = from_async_fn(move |request| {
        let service = service.clone();
        async move { Ok(service.answer(request).await) }
    });
    let config = Config::builder()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .transport(transport)
        .build();
    let organization = "m-0123456789abcdef0123456789abcdef";
    let user = Client::from_conf(config).describe_user().organization_id(organization).user_id("u-1").send().await?;
    println!("{}", user.name().unwrap_or_default());
    Ok(())
}
