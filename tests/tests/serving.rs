//! A service over a socket: connections by hyper, and how they end.
#![cfg(test)]

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};
use workmail::config::{Credentials, Region};
use workmail::operation::describe_user::{DescribeUserError, DescribeUserInput, DescribeUserOutput};
use workmail::server::{Context, WorkMail};
use workmail::{Client, Config, server};

/// Knows one user, says when it is asked, and answers when it is told to.
#[derive(Clone, Default)]
struct Patient {
    asked: Arc<Notify>,
    answer: Arc<Notify>,
}

impl WorkMail for Patient {
    async fn describe_user(
        &self,
        input: DescribeUserInput,
        _: &Context,
    ) -> Result<DescribeUserOutput, DescribeUserError> {
        self.asked.notify_one();
        self.answer.notified().await;
        Ok(DescribeUserOutput::builder().set_user_id(input.user_id).name("ann").build())
    }
}

fn client(listener: &TcpListener) -> Client {
    Client::from_conf(
        Config::builder()
            .region(Region::from_static("eu-west-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
            .endpoint_url(format!("http://{}", listener.local_addr().unwrap()))
            .build(),
    )
}

#[test]
fn a_request_that_is_under_way_is_answered_after_the_service_was_told_to_stop() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = client(&listener);
        let (stop, stopped) = oneshot::channel::<()>();
        let patient = Patient::default();
        let served = tokio::spawn(tinsmith_server::serve(listener, server::service(patient.clone()), async {
            let _ = stopped.await;
        }));
        let call = tokio::spawn(
            client.describe_user().organization_id(format!("m-{:032}", 1)).user_id("ann@example.com").send(),
        );
        patient.asked.notified().await;
        stop.send(()).unwrap();
        // The service has heard it before the answer is there.
        tokio::task::yield_now().await;
        patient.answer.notify_one();
        let output = call.await.unwrap().unwrap();
        assert_eq!((output.user_id(), output.name()), (Some("ann@example.com"), Some("ann")));
        served.await.unwrap().unwrap();
    });
}

#[test]
fn an_error_of_the_frame_reaches_the_client_over_a_socket() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = client(&listener);
        tokio::spawn(tinsmith_server::serve(listener, server::service(Patient::default()), std::future::pending()));
        let error = client.list_organizations().send().await.unwrap_err();
        assert_eq!(error.code(), Some("NotImplementedException"), "{error}");
    });
}
