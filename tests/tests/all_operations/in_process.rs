//! Every operation by the client at the server of the same crate, in one process and without a socket: what the server
//! reads is what the client sent, and what it answers comes back, member by member.

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::{Arc, Mutex};

use http::Response;
use serde_json::Value;
use tinsmith_client::transport::{from_async_fn, from_fn};
use tinsmith_runtime::error::ErrorMetadata;
use tinsmith_runtime::message::Request;
use tinsmith_runtime::{Unhandled, message};
use workmail::config::{Credentials, InputCheck, Region};
use workmail::server::{self, Around, Context, Served, Validation, With, WorkMail};
use workmail::{Client, Config, blocking, expose_sensitive, types};

use super::server::{Documents, documents, expected};
use super::{block_on, operations};

/// Writes no operation.
struct Nobody;

impl WorkMail for Nobody {}

/// Compares each input with its document, and answers with that of the output.
#[derive(Clone)]
struct Judge {
    documents: Documents,
    called: Arc<Mutex<BTreeSet<String>>>,
}

impl Judge {
    fn new() -> Self {
        Self { documents: documents(), called: Arc::default() }
    }

    fn answer<O: Served>(&self, input: &O::Input, context: &Context) -> Result<O::Output, String> {
        self.called.lock().unwrap().insert(O::NAME.to_owned());
        assert_eq!((context.operation().name, context.access_key_id()), (O::NAME, Some("AKIDEXAMPLE")));
        let [sent, answered] = self.documents.get(O::NAME).ok_or("there is no such operation")?;
        let mut request = Request::new();
        O::write(input, &mut request).map_err(|error| error.to_string())?;
        let read: Value = serde_json::from_slice(&request.body).map_err(|error| error.to_string())?;
        if read != *sent {
            return Err(format!("{read} was read, and {sent} sent"));
        }
        let answer = Response::new(answered.to_string());
        O::read(&message::Response::from(&answer)).map_err(|error| error.to_string())
    }
}

impl Around for Judge {
    async fn around<O, N, F>(&self, input: O::Input, context: &Context, _: N) -> Result<O::Output, O::Error>
    where
        O: Served,
        N: FnOnce(O::Input) -> F + Send,
        F: Future<Output = Result<O::Output, O::Error>> + Send,
    {
        self.answer::<O>(&input, context)
            .map_err(|why| Unhandled::new(ErrorMetadata::builder().code("Refused").message(why).build(), None).into())
    }
}

fn config() -> workmail::config::Builder {
    Config::builder()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
        .input_check(InputCheck::Off)
}

#[test]
fn the_server_reads_what_the_async_client_sends_and_answers_what_it_reads() {
    let judge = Judge::new();
    // The documents show which member is which, not what a service would take.
    let service = server::service(With::new(Nobody, judge.clone())).validation(Validation::Off);
    let transport = from_async_fn(move |request| {
        let service = service.clone();
        async move { Ok(service.answer(request).await) }
    });
    let client = Client::from_conf(config().transport(transport).build());
    let mut answers = Vec::new();
    block_on(async {
        macro_rules! call {
            ($operation:ident, $($setters:tt)*) => {
                let output = client.$operation() $($setters)* .send().await.unwrap();
                answers.push((stringify!($operation), expose_sensitive(|| serde_json::to_value(output)).unwrap()));
            };
        }
        every_call!(call);
    });
    assert_eq!(*judge.called.lock().unwrap(), operations());
    // The names of methods are in the order of those of operations.
    for ((method, answer), [_, answered]) in answers.iter().zip(judge.documents.values()) {
        assert_eq!(*answer, expected(answered), "{method}");
    }
}

#[test]
fn an_operation_that_nobody_wrote_is_a_service_error_to_every_method_of_the_blocking_client() {
    let service = server::service(Nobody).validation(Validation::Off);
    let transport = from_fn(move |request| Ok(block_on(service.answer(request))));
    let client = blocking::Client::from_conf(config().blocking_transport(transport).build());
    macro_rules! call {
        ($operation:ident, $($setters:tt)*) => {
            let error = client.$operation() $($setters)* .send().unwrap_err();
            let error = error.as_service_error().expect(stringify!($operation));
            assert_eq!(error.meta().code(), Some("NotImplementedException"));
            assert!(error.meta().request_id().is_some() && error.meta().message().is_some());
        };
    }
    every_call!(call);
}
