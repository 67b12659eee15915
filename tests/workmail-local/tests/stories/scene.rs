//! A service in memory with one organization, and a client of it.

use workmail::config::{Credentials, Region};
use workmail::primitives::DateTime;
use workmail::transport::from_async_fn;
use workmail::types::UserRole;
use workmail::{Client, Config};
use workmail_local::{Clock, Local, Settings, Store};

/// 2026-01-01T00:00:00Z
pub(crate) const START: i64 = 1_767_225_600;

/// A client, and the organization that it is about.
pub(crate) struct Scene {
    pub(crate) client: Client,
    pub(crate) organization: String,
}

/// A client of a service in memory, where things take so many seconds.
pub(crate) fn client(delay: i64) -> Client {
    let settings = Settings { delay, ..Settings::default() };
    of(Store::in_memory(settings, Clock::counted(DateTime::from_secs(START))))
}

/// A client of what is in a store.
pub(crate) fn of(store: Store) -> Client {
    let service = Local::new(store).service();
    let transport = from_async_fn(move |request| {
        let service = service.clone();
        async move { Ok(service.answer(request).await) }
    });
    let config = Config::builder()
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .transport(transport)
        .build();
    Client::from_conf(config)
}

/// A client, and an organization that is there at once, with the domain `acme.awsapps.com`.
pub(crate) async fn scene() -> Scene {
    let client = client(0);
    let made = client.create_organization().alias("acme").send().await.unwrap();
    Scene { client, organization: made.organization_id.unwrap() }
}

/// A call of an operation of the organization: `call!(scene.create_user().name("ann"))` is awaited with its id.
macro_rules! call {
    ($scene:ident.$operation:ident() $($rest:tt)*) => {
        $scene.client.$operation().organization_id(&*$scene.organization) $($rest)* .send().await
    };
}
pub(crate) use call;

/// The code of the error that a call ended with.
macro_rules! code {
    ($($call:tt)*) => {{
        use workmail::error::ProvideErrorMetadata as _;
        let error = call!($($call)*).unwrap_err();
        let code = error.as_service_error().and_then(|error| error.code());
        code.unwrap_or("none of the service").to_owned()
    }};
}
pub(crate) use code;

impl Scene {
    /// A user of this name, disabled.
    pub(crate) async fn user(&self, name: &str) -> String {
        let made = call!(self.create_user().name(name).display_name(name.to_uppercase()).role(UserRole::User)).unwrap();
        made.user_id.unwrap()
    }

    /// A user of this name with the address `name@acme.awsapps.com`.
    pub(crate) async fn mail_user(&self, name: &str) -> String {
        let id = self.user(name).await;
        self.register(&id, name).await;
        id
    }

    /// A group of this name with an address.
    pub(crate) async fn mail_group(&self, name: &str) -> String {
        let id = call!(self.create_group().name(name)).unwrap().group_id.unwrap();
        self.register(&id, name).await;
        id
    }

    /// Gives an entity the address `name@acme.awsapps.com`.
    pub(crate) async fn register(&self, id: &str, name: &str) {
        call!(self.register_to_work_mail().entity_id(id).email(format!("{name}@acme.awsapps.com"))).unwrap();
    }
}
