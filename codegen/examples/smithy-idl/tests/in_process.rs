//! The client calls the server in one process: the same bytes as over a socket, and no socket.

use smithy_idl_example::config::{Credentials, Region};
use smithy_idl_example::transport::from_async_fn;
use smithy_idl_example::{Client, Config, Library, server};

/// A client of a library.
fn client(library: Library) -> Client {
    let service = server::service(library);
    let transport = from_async_fn(move |request| {
        let service = service.clone();
        async move { Ok(service.answer(request).await) }
    });
    let config = Config::builder()
        .region(Region::from_static("eu-west-1"))
        .endpoint_url("http://library.example")
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
        .transport(transport)
        .build();
    Client::from_conf(config)
}

const ISBN: &str = "9780000000002";

#[tokio::test]
async fn a_book_is_lent_once() {
    let client = client(Library::new([ISBN]));
    let lent = client.lend_book().isbn(ISBN).reader("ann").send().await.unwrap();
    let loan = lent.loan().unwrap();
    assert_eq!((loan.reader(), loan.days()), ("ann", 14));

    let error = client.lend_book().isbn(ISBN).reader("bob").send().await.unwrap_err();
    let error = error.as_service_error().unwrap();
    assert!(error.is_book_is_lent(), "{error}");

    assert_eq!(client.list_loans().send().await.unwrap().loans().len(), 1);
    assert!(client.list_loans().reader("bob").send().await.unwrap().loans().is_empty());
}

#[tokio::test]
async fn the_server_refuses_what_the_model_does_not_allow() {
    let client = client(Library::new([ISBN]));
    let error = client.lend_book().isbn("none").reader("ann").send().await.unwrap_err();
    let error = error.as_service_error().unwrap();
    assert_eq!(error.meta().code(), Some("ValidationException"), "{error}");

    let error = client.lend_book().isbn("9780000000019").reader("ann").send().await.unwrap_err();
    assert!(error.as_service_error().unwrap().is_no_such_book());
}
