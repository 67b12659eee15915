//! hyper alone: it reads the body of a request to its end, looks at the name of the operation, and answers with bytes that
//! are there already, those of the service on the stubs.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};

/// What the service on the stubs answers, head and body.
async fn answers() -> HashMap<String, Response<Bytes>> {
    let mut answers = HashMap::new();
    for operation in ["DescribeUser", "ListUsers"] {
        let request = Request::post("/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("WorkMailService.{operation}"))
            .body(Bytes::from_static(crate::load::BODY.as_bytes()))
            .unwrap();
        answers.insert(format!("WorkMailService.{operation}"), crate::stubs::service().answer(request).await);
    }
    answers
}

async fn answer(
    answers: Arc<HashMap<String, Response<Bytes>>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let _ = body.collect().await.unwrap().to_bytes();
    let known = &answers[head.headers["x-amz-target"].to_str().unwrap()];
    let mut answer = Response::new(Full::new(known.body().clone()));
    *answer.headers_mut() = known.headers().clone();
    Ok(answer)
}

pub async fn serve() {
    let answers = Arc::new(answers().await);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let answers = Arc::clone(&answers);
        let service = service_fn(move |request| answer(Arc::clone(&answers), request));
        let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move { drop(connection.await) });
    }
}
