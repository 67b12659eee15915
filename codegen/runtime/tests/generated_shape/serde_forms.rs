//! The same types for `serde`: names as on the wire, secrets redacted.

use tinsmith_runtime::sensitive::REDACTED;
use tinsmith_runtime::serde_support::expose_sensitive;

use crate::error::ErrorMetadata;
use crate::types::error::{InvalidParameterException, Throttled};
use crate::types::{AttributeValue, Credential, Diagnosis, EntityState, Typed, User};

#[test]
fn enumerations_are_text_for_serde() {
    assert_eq!(
        serde_json::to_string(&[EntityState::Enabled, EntityState::from("ODD")]).unwrap(),
        r#"["ENABLED","ODD"]"#
    );
    let read: Vec<EntityState> = serde_json::from_str(r#"["DISABLED","ODD"]"#).unwrap();
    assert_eq!(read, [EntityState::Disabled, EntityState::from("ODD")]);
}

#[test]
fn structures_go_there_and_back_with_their_secrets_exposed_alone() {
    let user = User::builder()
        .name("ann")
        .r#type("t")
        .state(EntityState::Disabled)
        .password("hunter2")
        .pin(4711)
        .diagnosis(Diagnosis::Well)
        .attributes("a", AttributeValue::SelfValue(Box::new(AttributeValue::Nothing)))
        .friends(User::builder().name("bob").build().unwrap())
        .build()
        .unwrap();
    let hidden = serde_json::to_value(&user).unwrap();
    assert_eq!(
        (&hidden["Password"], &hidden["Pin"], &hidden["Diagnosis"]),
        (&REDACTED.into(), &REDACTED.into(), &REDACTED.into())
    );
    assert_eq!((&hidden["Type"], &hidden["State"], &hidden["Name"]), (&"t".into(), &"DISABLED".into(), &"ann".into()));
    assert_eq!(hidden["Attributes"]["a"], serde_json::json!({"Self": "Nothing"}));
    assert!(hidden["Friends"][0].get("Password").is_none(), "an unset secret is left out");
    // What was hidden is lost: it does not come back as a secret that a request would send.
    let lost = serde_json::from_value::<User>(hidden).unwrap_err().to_string();
    assert!(lost.contains(REDACTED) && lost.contains("serde_support::expose_sensitive"), "{lost}");
    let shown = expose_sensitive(|| serde_json::to_string(&user)).unwrap();
    assert_eq!(serde_json::from_str::<User>(&shown).unwrap(), user);
}

#[test]
fn unions_are_called_as_on_the_wire() {
    assert_eq!(serde_json::to_string(&Typed::Type("t".to_owned())).unwrap(), r#"{"__type":"t"}"#);
    let password = Credential::Password("hunter2".to_owned());
    let hidden = serde_json::to_value(&password).unwrap();
    assert_eq!(hidden, serde_json::json!({"Password": REDACTED}));
    assert!(serde_json::from_value::<Credential>(hidden).unwrap_err().to_string().contains("expose_sensitive"));
    assert_eq!(expose_sensitive(|| serde_json::to_string(&password)).unwrap(), r#"{"Password":"hunter2"}"#);
}

#[test]
fn errors_leave_their_metadata_out() {
    let meta = ErrorMetadata::builder().request_id("1a2b").build();
    let error = InvalidParameterException::builder().message("m").meta(meta).build();
    let text = serde_json::to_string(&error).unwrap();
    assert_eq!(text, r#"{"Text":"m","Type":null}"#);
    assert_eq!(serde_json::from_str::<InvalidParameterException>(&text).unwrap().message(), Some("m"));
    let secret = Throttled::builder().message("hunter2").after(1).build().unwrap();
    assert!(!serde_json::to_string(&secret).unwrap().contains("hunter2"));
}
