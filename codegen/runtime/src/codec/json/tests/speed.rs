//! How fast reading is, beside another parser: `cargo test -p tinsmith-runtime --release speed -- --ignored --nocapture`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::codec::ReadError;
use crate::codec::json::Reader;

/// The best of many runs.
fn best(mut action: impl FnMut()) -> Duration {
    (0..300)
        .map(|_| {
            let start = Instant::now();
            action();
            start.elapsed()
        })
        .min()
        .unwrap()
}

/// A user as a list answers with it, in the form that the table of a generated crate expands to.
#[derive(Default)]
#[allow(dead_code, reason = "the fields are filled, not read")]
struct User {
    id: Option<String>,
    email: Option<String>,
    name: Option<String>,
    state: Option<String>,
    enabled: Option<f64>,
    count: Option<i32>,
}

fn read_user(reader: &mut Reader<'_>) -> Result<User, ReadError> {
    let mut user = User::default();
    reader.begin_structure()?;
    while let Some(key) = reader.next_member()? {
        match &*key {
            "Id" => user.id = reader.optional(Reader::text)?,
            "Email" => user.email = reader.optional(Reader::text)?,
            "Name" => user.name = reader.optional(Reader::text)?,
            "State" => user.state = reader.optional(Reader::text)?,
            "EnabledDate" => user.enabled = reader.optional(Reader::double)?,
            "Count" => user.count = reader.optional(Reader::integer)?,
            _ => reader.skip()?,
        }
    }
    Ok(user)
}

#[test]
#[ignore = "measures"]
fn speed_of_a_hundred_users() {
    let user = r#"{"Id":"S-1-1-12-1234567890-123456789-123456789-1234","Email":"somebody@example.com","Name":"some body","DisplayName":"Some \"Body\" Else","State":"ENABLED","UserRole":"USER","EnabledDate":1.520371234567E9,"DisabledDate":null,"Count":12}"#;
    let body = format!("[{}]", vec![user; 100].join(","));
    let ours = best(|| drop(black_box(Reader::new(black_box(body.as_bytes())).list(read_user).unwrap())));
    let skip = best(|| Reader::new(black_box(body.as_bytes())).skip().unwrap());
    let document = best(|| drop(black_box(Reader::new(black_box(body.as_bytes())).document().unwrap())));
    let value =
        best(|| drop(black_box(serde_json::from_slice::<serde_json::Value>(black_box(body.as_bytes())).unwrap())));
    println!("{} bytes: read {ours:?}, skip {skip:?}, document {document:?}; serde_json value {value:?}", body.len());
}
