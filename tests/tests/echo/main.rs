//! Every operation of WorkMail by boto3 at a service on the stubs, with random input, output and errors: what boto3 sent is
//! what the operation was given, and what the operation gave is what boto3 made of the answer. The service holds inputs
//! against the model's constraints, and verifies signatures.
//!
//! boto3 is that of the folder that `TINSMITH_BOTO3` names (`.ci/run clients`); without it the test says that it is skipped.
#![cfg(test)]

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use http::Response;
use serde_json::{Value, json};
use tinsmith_runtime::Unhandled;
use tinsmith_runtime::error::ErrorMetadata;
use tinsmith_runtime::message::Request;
use tinsmith_runtime::sdk_error::FailureKind;
use tinsmith_server::{AccessKey, Verifier};
use tinsmith_tests::documents::{Documents, Fullness, Operation, operations, same, shapes};
use workmail::server::{self, Around, Context, Served, With, WorkMail};

/// How often each operation is called, once with as few members as there may be, once with all.
const CALLS: [Fullness; 8] = [
    Fullness::Least,
    Fullness::Full,
    Fullness::Full,
    Fullness::Random,
    Fullness::Random,
    Fullness::Random,
    Fullness::Random,
    Fullness::Random,
];

/// A call: what the operation is given, and what it gives.
struct Call {
    operation: String,
    input: Value,
    end: End,
}

/// How a call ends.
enum End {
    Output(Value),
    /// By an error of the model.
    Error {
        name: String,
        status: u16,
        members: Value,
    },
}

/// The calls of all operations: some that work, and one for each of their errors.
fn calls() -> Vec<Call> {
    let model = std::fs::read_to_string(tinsmith_tests::home().join("../model/workmail.json")).unwrap();
    let shapes = shapes(&model);
    let mut documents = Documents::new(&shapes, 20_241_030);
    let mut calls = Vec::new();
    for Operation { name, input, output, errors } in operations(&shapes) {
        for fullness in CALLS {
            calls.push(Call {
                operation: name.clone(),
                input: documents.document(&input, fullness),
                end: End::Output(documents.document(&output, fullness)),
            });
        }
        for error in errors {
            let status = &shapes[&error]["traits"]["smithy.api#httpError"];
            calls.push(Call {
                operation: name.clone(),
                input: documents.document(&input, Fullness::Least),
                end: End::Error {
                    name: error.split('#').next_back().unwrap().to_owned(),
                    status: status.as_u64().map_or(400, |status| status.try_into().unwrap()),
                    members: documents.document(&error, Fullness::Full),
                },
            });
        }
    }
    calls
}

impl End {
    /// The answer that says so.
    fn answer(&self) -> Response<String> {
        match self {
            Self::Output(output) => Response::new(output.to_string()),
            Self::Error { name, status, members } => {
                let mut body = members.clone();
                body["__type"] = name.as_str().into();
                Response::builder().status(*status).body(body.to_string()).unwrap()
            }
        }
    }
}

/// Writes no operation.
struct Nobody;

impl WorkMail for Nobody {}

/// Keeps each input as its type writes it, and answers with what the types of the output and of errors read.
#[derive(Clone)]
struct Echo {
    calls: Arc<Vec<Call>>,
    given: Arc<Mutex<Vec<Value>>>,
}

impl Echo {
    fn call<O: Served>(&self, input: &O::Input, context: &Context) -> Result<Result<O::Output, O::Error>, String> {
        let number = context.headers().get("x-call").and_then(|number| number.to_str().ok()?.parse::<usize>().ok());
        let number = number.ok_or("the call has no number")?;
        let call =
            self.calls.get(number).filter(|call| call.operation == O::NAME).ok_or("it is another operation's")?;
        let mut request = Request::new();
        O::write(input, &mut request).map_err(|error| error.to_string())?;
        self.given.lock().unwrap()[number] =
            serde_json::from_slice(&request.body).map_err(|error| error.to_string())?;
        O::response(&call.end.answer()).map(Ok).or_else(|error| match error.kind() {
            FailureKind::Service => Ok(Err(error.into_service_error())),
            kind => Err(format!("the answer cannot be read: {kind:?}")),
        })
    }
}

impl Around for Echo {
    async fn around<O, N, F>(&self, input: O::Input, context: &Context, _: N) -> Result<O::Output, O::Error>
    where
        O: Served,
        N: FnOnce(O::Input) -> F + Send,
        F: Future<Output = Result<O::Output, O::Error>> + Send,
    {
        self.call::<O>(&input, context).unwrap_or_else(|why| {
            Err(Unhandled::new(ErrorMetadata::builder().code("Refused").message(why).build(), None).into())
        })
    }
}

/// Serves until the test ends; gives the URL.
fn serve(echo: Echo) -> String {
    let keys = Verifier::new(|id| (id == "AKIDEXAMPLE").then(|| AccessKey::new("secret"))).region("eu-west-1");
    let service = server::service(With::new(Nobody, echo)).verify_signatures(keys);
    let (send, url) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            send.send(format!("http://{}", listener.local_addr().unwrap())).unwrap();
            tinsmith_server::serve(listener, service, std::future::pending()).await.unwrap();
        });
    });
    url.recv().unwrap()
}

/// What boto3 says of each call.
fn boto3(packages: &OsStr, url: &str, calls: &[Call]) -> Vec<Value> {
    let mut child = Command::new("python3")
        .args(["-c", include_str!("boto3_calls.py"), url])
        .env("PYTHONPATH", packages)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let lines: String = calls
        .iter()
        .enumerate()
        .map(|(number, Call { operation, input, .. })| {
            format!("{}\n", json!({"number": number, "operation": operation, "input": input}))
        })
        .collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{}", output.status);
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What is wrong with a call: what boto3 was told, what it sent, what the operation was given, what it gave, and what
/// came back.
fn judge(call: &Call, said: &Value, given: &Value) -> Result<(), String> {
    if let Some(broken) = said["broken"].as_str() {
        return Err(broken.to_owned());
    }
    let mut told = said["sent"].clone();
    // boto3 makes up what the caller leaves out.
    if call.input.get("ClientToken").is_none() {
        told.as_object_mut().unwrap().remove("ClientToken");
    }
    if !same(&call.input, &told) {
        return Err(format!("boto3 sent {told}"));
    }
    if !same(&said["sent"], given) {
        return Err(format!("{} was sent, and {given} arrived", said["sent"]));
    }
    let (answered, read) = match &call.end {
        End::Output(output) => (output, &said["answer"]),
        End::Error { name, status, members } => {
            (&json!({"code": name, "message": members["Message"], "status": status}), &said["error"])
        }
    };
    if same(answered, read) { Ok(()) } else { Err(format!("{answered} was answered, and boto3 made of it {said}")) }
}

#[test]
#[ignore = "needs python3 and boto3"]
fn what_boto3_sends_is_what_operations_are_given_and_what_they_give_is_what_it_reads() {
    let Some(packages) = std::env::var_os("TINSMITH_BOTO3") else {
        eprintln!("skipped: TINSMITH_BOTO3 does not name a folder with boto3");
        return;
    };
    let calls = Arc::new(calls());
    let given = Arc::new(Mutex::new(vec![Value::Null; calls.len()]));
    let url = serve(Echo { calls: Arc::clone(&calls), given: Arc::clone(&given) });
    let said = boto3(&packages, &url, &calls);
    assert_eq!(said.len(), calls.len());
    let given = given.lock().unwrap();
    let wrong: Vec<String> = calls
        .iter()
        .zip(&said)
        .zip(given.iter())
        .filter_map(|((call, said), given)| {
            judge(call, said, given).err().map(|why| format!("{} {}: {why}", call.operation, call.input))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), calls.len(), wrong[..wrong.len().min(5)].join("\n"));
}

#[test]
fn what_is_made_of_the_model_is_never_refused_and_what_is_answered_is_what_was_given() {
    use std::task::{Poll, Waker};

    let calls = Arc::new(calls());
    let given = Arc::new(Mutex::new(vec![Value::Null; calls.len()]));
    let service = server::service(With::new(Nobody, Echo { calls: Arc::clone(&calls), given: Arc::clone(&given) }));
    for (number, Call { operation, input, end }) in calls.iter().enumerate() {
        let request = http::Request::post("/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("WorkMailService.{operation}"))
            .header("x-call", number)
            .body(input.to_string().into())
            .unwrap();
        let mut answer = std::pin::pin!(service.answer(request));
        let Poll::Ready(answer) = answer.as_mut().poll(&mut std::task::Context::from_waker(Waker::noop())) else {
            panic!("{operation} waits");
        };
        let body: Value = serde_json::from_slice(answer.body()).unwrap();
        let expected = end.answer();
        let wanted: Value = serde_json::from_str(expected.body()).unwrap();
        assert!(answer.status() == expected.status() && same(&body, &wanted), "{operation} {input}: {body}");
        assert!(same(&given.lock().unwrap()[number], input), "{operation} {input}");
    }
}
