//! A service within an axum router, beside a route of its own: whatever no route takes is the service's.
//!
//! ```sh
//! cargo run -p workmail-examples --bin serve_axum -- 127.0.0.1:8080
//! curl http://127.0.0.1:8080/health
//! ```

use std::{env, future, io};

use axum::Router;
use axum::routing::get;
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
    let router = Router::new().route("/health", get(|| async { "ok" })).fallback_service(server::service(Mail));
    // A router is a service of tower as well; `axum::serve` serves it just so.
    tinsmith_server::serve(listener, router, future::pending()).await
}
