//! A service that lets in who signs rightly, and lets nobody change anything: one function around all operations.
//!
//! ```sh
//! cargo run -p workmail-examples --bin serve_guarded -- 127.0.0.1:8080
//! ```

use std::{env, future, io};

use tinsmith_runtime::Unhandled;
use tinsmith_runtime::error::ErrorMetadata;
use tinsmith_server::{AccessKey, Verifier};
use workmail::operation::describe_user::{DescribeUserError, DescribeUserInput, DescribeUserOutput};
use workmail::server::{self, Around, Context, Served, With, WorkMail};

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

/// Refuses whatever is no question.
struct ReadOnly;

impl Around for ReadOnly {
    async fn around<O, N, F>(&self, input: O::Input, context: &Context, next: N) -> Result<O::Output, O::Error>
    where
        O: Served,
        N: FnOnce(O::Input) -> F + Send,
        F: Future<Output = Result<O::Output, O::Error>> + Send,
    {
        let name = context.operation().name;
        if ["Describe", "Get", "List"].iter().any(|question| name.starts_with(question)) {
            return next(input).await;
        }
        let error = ErrorMetadata::builder().code("AccessDeniedException").message("this service is read only");
        Err(Unhandled::new(error.build(), None).into())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("http://{}", listener.local_addr()?);
    let keys = Verifier::new(|id| (id == "AKIDEXAMPLE").then(|| AccessKey::new("secret")));
    let service = server::service(With::new(Mail, ReadOnly)).verify_signatures(keys);
    tinsmith_server::serve(listener, service, future::pending()).await
}
