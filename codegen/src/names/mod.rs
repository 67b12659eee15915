//! The one place that decides Rust names: wire name in, Rust name out, no knowledge of models.
//!
//! Names equal those of the official aws-sdk crates, so that moving over is a change of crate name; the rules are facts
//! observed in those crates. Where their rule gives no legal name (digits first, punctuation only, an empty text), and
//! where names coincide, the rules are ours and stable: see `words.rs` and [`clash`].

pub mod clash;
pub mod ident;
mod words;

pub use clash::{Kind, Resolved, tell_apart, tell_apart_members, tell_apart_union_members};
pub use ident::Ident;

use ident::{PATH_KEYWORDS, RAW_KEYWORDS, is_identifier_text};
use words::{pascal, snake};

/// Longest file stem we give: file systems stop at 255 bytes, and tools add to it.
const MAX_STEM: usize = 120;

/// Member names that structures, builders and error types need for themselves; such a member gets `_value` behind.
const RESERVED_FIELDS: [&str; 13] = [
    "bind_client",
    "bound_client",
    "build",
    "build_with_zeros",
    "builder",
    "customize",
    "default",
    "into_paginator",
    "make_operation",
    "meta",
    "presigned",
    "send",
    "send_with",
];

/// What a client has besides a method for each operation; such an operation's method gets `_operation` behind.
const RESERVED_METHODS: [&str; 4] = ["clone", "config", "from_conf", "new"];

/// File names that Windows keeps for devices, with and without an extension, besides `com1`… and `lpt1`….
const DEVICE_FILES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Names a package cannot have, dashes left out: Cargo refuses them, or crates of the standard library or those that
/// generated crates depend on go by them. Keywords come on top.
const RESERVED_PACKAGES: [&str; 13] = [
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "procmacro",
    "serde",
    "std",
    "test",
    "tests",
    "tinsmithclient",
    "tinsmithruntime",
];

/// Names of the standard library and the runtime that generated files use unqualified. A generated type so named is written
/// with its path wherever it is mentioned.
const PRELUDE: [&str; 63] = [
    "AsMut",
    "AsRef",
    "BTreeMap",
    "BTreeSet",
    "Box",
    "BuildError",
    "Clone",
    "Compression",
    "Copy",
    "Cow",
    "Debug",
    "Default",
    "Deref",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "Error",
    "ErrorResponse",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "HashMap",
    "HashSet",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Operation",
    "OperationMetadata",
    "Option",
    "Ord",
    "Paginated",
    "PaginatedItems",
    "PartialEq",
    "PartialOrd",
    "ReadError",
    "Reader",
    "Result",
    "Safety",
    "Send",
    "ServiceMetadata",
    "Signing",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unhandled",
    "Vec",
    "Writer",
];

/// The names of one structure member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberNames {
    /// The field, its accessor and the builder's method: `r#type`, `default_value`.
    pub field: Ident,
    /// The builder's method that takes an `Option`: `set_type`, `set_default`.
    pub setter: Ident,
    /// The builder's method that shows what was set: `get_type`, `get_default`.
    pub getter: Ident,
}

/// The names of one union member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantNames {
    /// The variant: `Ss`.
    pub variant: Ident,
    /// The accessor to the value: `as_ss`.
    pub as_fn: Ident,
    /// The predicate: `is_ss`.
    pub is_fn: Ident,
}

/// The type of a structure, union, enum or error: `KMSInternalException` → `KmsInternalException`, `Self` →
/// `SelfValue`. An error keeps its name; nothing is renamed to `…Error`.
pub fn type_name(shape_name: &str) -> Ident {
    match pascal(shape_name).as_str() {
        "SelfValue" => Ident::nearest("SelfValue_"),
        name => Ident::nearest(name),
    }
}

/// The marker type of an operation, from which its error takes its name: unlike other types it
/// keeps its acronyms (`ListMFADevices`). Only a name that is no Rust type name as it is becomes Pascal case.
pub fn operation_type(operation_name: &str) -> Ident {
    let mut chars = operation_name.chars();
    let first = chars.next().filter(char::is_ascii_alphabetic);
    match first {
        Some(first) if is_identifier_text(chars.as_str()) && !operation_name.contains('_') => {
            let name = format!("{}{}", first.to_ascii_uppercase(), chars.as_str());
            if name == "Self" { type_name(&name) } else { Ident::nearest(&name) }
        }
        Some(_) | None => type_name(operation_name),
    }
}

/// The input of an operation, whatever its shape is called: `ListMFADevices` → `ListMfaDevicesInput`.
pub fn operation_input_type(operation_name: &str) -> Ident {
    operation_part(operation_name, "Input")
}

/// The output of an operation, whatever its shape is called: `ListMFADevices` → `ListMfaDevicesOutput`.
pub fn operation_output_type(operation_name: &str) -> Ident {
    operation_part(operation_name, "Output")
}

/// The error enum of an operation: `ListMFADevices` → `ListMFADevicesError`.
pub fn operation_error_type(operation_name: &str) -> Ident {
    Ident::nearest(&format!("{}Error", operation_type(operation_name).text()))
}

/// The builder of a structure: `UserBuilder`.
pub fn builder_type(structure: &Ident) -> Ident {
    Ident::nearest(&format!("{}Builder", structure.text()))
}

fn operation_part(operation_name: &str, part: &str) -> Ident {
    let name = pascal(operation_name);
    Ident::nearest(&format!("{name}{part}"))
}

/// The variant of an operation's error enum for an error type: its name, but `Unhandled` is taken by the variant for
/// errors the model does not know.
pub fn error_variant_name(shape_name: &str) -> Ident {
    let name = type_name(shape_name);
    match name.text() {
        "Unhandled" => Ident::nearest("UnhandledValue"),
        "UnhandledValue" => Ident::nearest("UnhandledValue_"),
        _ => name,
    }
}

/// The module of an operation, and the client's method for it: `ListMFADevices` → `list_mfa_devices`. Its
/// [`Ident::text`] is the stem of its file: never `mod` or `operation`, never a Windows device, at most 120 bytes.
pub fn module_name(shape_name: &str) -> Ident {
    let mut stem = snake(shape_name);
    stem.truncate(MAX_STEM);
    let stem = stem.trim_end_matches('_');
    // Clippy wants no module `operation` in the module `operation`.
    if matches!(stem, "mod" | "operation") || is_device_file(stem) {
        Ident::nearest(&format!("{stem}_"))
    } else {
        Ident::nearest(stem)
    }
}

/// The method of the Python client, by which reference pages call an operation: `ListMFADevices` → `list_mfa_devices`.
pub fn python_method(operation_name: &str) -> String {
    snake(operation_name)
}

/// A variable of this name, and of this number where it is not the first.
pub fn variable(name: &str, number: usize) -> Ident {
    let first = member_names(name).field;
    if number < 2 { first } else { Ident::nearest(&format!("{}_{number}", first.text())) }
}

/// The client's method for an operation: its module's name, unless the client has a method of that name itself.
pub fn client_method(module: &Ident) -> Ident {
    if RESERVED_METHODS.contains(&module.text()) {
        Ident::nearest(&format!("{}_operation", module.text()))
    } else {
        module.clone()
    }
}

/// The private module of a type under `types`: the leading `_` keeps it apart from `types::error`, `types::builders`,
/// keywords and device files.
pub fn type_module_name(type_name: &Ident) -> Ident {
    let mut stem = format!("_{}", fn_suffix(type_name));
    stem.truncate(MAX_STEM);
    Ident::nearest(stem.trim_end_matches('_'))
}

fn is_device_file(stem: &str) -> bool {
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    DEVICE_FILES.contains(&stem) || port.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// All names of a structure member.
pub fn member_names(member: &str) -> MemberNames {
    MemberNames { field: field_name(member), setter: setter_name(member), getter: getter_name(member) }
}

/// The field of a structure member: `Type` → `r#type`, `Default` → `default_value`, `self` → `self_`.
pub fn field_name(member: &str) -> Ident {
    let name = snake(member);
    if RESERVED_FIELDS.contains(&name.as_str()) {
        return Ident::nearest(&format!("{name}_value"));
    }
    Ident::nearest(&name)
}

/// The builder's method that takes an `Option`: `Type` → `set_type`. It needs no escape, so reserved words keep their
/// own name here: `Default` → `set_default`.
pub fn setter_name(member: &str) -> Ident {
    Ident::nearest(&format!("set_{}", snake(member)))
}

/// The builder's method that shows what was set: `Type` → `get_type`; see [`setter_name`].
pub fn getter_name(member: &str) -> Ident {
    Ident::nearest(&format!("get_{}", snake(member)))
}

/// The variant of an enum value: from the member's name where there is one, else from the value. `Unknown` becomes
/// `UnknownValue`, since `Unknown` holds the values the model does not know.
pub fn enum_variant_name(name: Option<&str>, value: &str) -> Ident {
    variant(name.unwrap_or(value))
}

/// The variant of a union member; `Unknown` as in [`enum_variant_name`].
pub fn union_variant_name(member: &str) -> Ident {
    variant(member)
}

/// All names of a union member.
pub fn union_variant_names(member: &str) -> VariantNames {
    let (as_fn, is_fn) = union_accessor_names(member);
    VariantNames { variant: union_variant_name(member), as_fn, is_fn }
}

fn variant(wire: &str) -> Ident {
    let name = type_name(wire);
    match name.text() {
        "Unknown" => Ident::nearest("UnknownValue"),
        "UnknownValue" => Ident::nearest("UnknownValue_"),
        _ => name,
    }
}

/// Accessor and predicate of a union member: `SS` → `as_ss`, `is_ss`. `unknown` gives `as_unknown_value`, since
/// `is_unknown` asks for the variant of the same name.
pub fn union_accessor_names(member: &str) -> (Ident, Ident) {
    let stem = snake(member);
    let stem = if stem == "unknown" { "unknown_value" } else { stem.as_str() };
    (Ident::nearest(&format!("as_{stem}")), Ident::nearest(&format!("is_{stem}")))
}

/// The predicate of an error variant: `InvalidParameterException` → `is_invalid_parameter_exception`.
pub fn error_predicate_name(variant: &Ident) -> Ident {
    Ident::nearest(&format!("is_{}", fn_suffix(variant)))
}

/// What functions about a type end in: `read_` + `list_users_output`. Not a name on its own: it may start with a digit
/// or be a keyword.
pub fn fn_suffix(type_name: &Ident) -> String {
    snake(type_name.text())
}

/// A package in code: `my-package` → `my_package`.
pub fn library_name(package: &str) -> Ident {
    Ident::nearest(&package.replace('-', "_"))
}

/// The trait of what serves an API, after the name that a person would use for the service: `WorkMail`. What stands in
/// its file already gets `Service` behind.
pub fn server_trait(service: &str) -> Ident {
    const TAKEN: [&str; 8] = ["Around", "Context", "Reader", "Served", "Service", "Validation", "With", "Writer"];
    let words: String = service.split(|c: char| !c.is_ascii_alphanumeric()).map(capitalized).collect();
    let name = operation_type(&words);
    if TAKEN.contains(&name.text()) { Ident::nearest(&format!("{}Service", name.text())) } else { name }
}

/// The text with a capital letter in front.
fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), chars.as_str()))
}

/// A constant of an enum of numbers: `fooBar` → `FOO_BAR`.
pub fn constant_name(member: &str) -> Ident {
    Ident::nearest(&snake(member).to_ascii_uppercase())
}

/// Whether a type of this name would shadow a name that generated files use unqualified.
pub fn is_prelude_name(name: &str) -> bool {
    PRELUDE.contains(&name)
}

/// The package of an AWS service, from its SDK id, as aws-sdk-rust has it: small ASCII letters and digits only
/// (`SSO Admin` → `ssoadmin`). A keyword, a name Cargo or the standard library keeps, or nothing at all gets `service` behind; a leading digit
/// `service` in front.
pub fn package_name(service: &str) -> String {
    let name: String = service.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    free_package(name, "")
}

/// The package of any other service, from the name of its shape: small words with dashes between them
/// (`ParcelTrackingService` → `parcel-tracking-service`). What cannot stand alone gets `service` as in [`package_name`].
pub fn kebab_package_name(service: &str) -> String {
    free_package(snake(service).replace('_', "-"), "-")
}

/// A package name that Cargo takes, with `service` and what goes `between` where the plain one is none.
fn free_package(name: String, between: &str) -> String {
    let plain = name.replace('-', "");
    let reserved = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(&plain));
    let kept = reserved(&RAW_KEYWORDS) || reserved(&PATH_KEYWORDS) || reserved(&RESERVED_PACKAGES);
    if name.is_empty() {
        "service".to_owned()
    } else if kept || is_device_file(&name) {
        format!("{name}{between}service")
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("service{between}{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(function: impl Fn(&str) -> Ident, cases: &[(&str, &str)]) {
        for (wire, expected) in cases {
            assert_eq!(function(wire).to_string(), *expected, "{wire:?}");
        }
    }

    #[test]
    fn the_trait_of_a_server_has_the_name_of_the_service_unless_it_is_taken() {
        for (service, name) in [
            ("WorkMail", "WorkMail"),
            ("SSO Admin", "SSOAdmin"),
            ("dynamo db-streams", "DynamoDbStreams"),
            ("Context", "ContextService"),
            ("Service", "ServiceService"),
        ] {
            assert_eq!(server_trait(service).text(), name);
        }
    }

    #[test]
    fn types() {
        each(
            type_name,
            &[
                ("User", "User"),
                ("CSV", "Csv"),
                ("IPSet", "IpSet"),
                ("lowerCamel", "LowerCamel"),
                ("String", "String"),
                ("Self", "SelfValue"),
                ("SELF", "SelfValue"),
                ("SelfValue", "SelfValue_"),
                ("3dModel", "_3dModel"),
                ("", "Empty"),
                ("_", "Underscore"),
                ("a\"b\nc", "ABC"),
            ],
        );
    }

    #[test]
    fn operations() {
        each(
            operation_type,
            &[
                ("ListMFADevices", "ListMFADevices"),
                ("listUsers", "ListUsers"),
                ("self", "SelfValue"),
                ("Get_Thing", "GetThing"),
                ("1st", "_1st"),
                ("Get Thing", "GetThing"),
            ],
        );
        each(operation_input_type, &[("ListMFADevices", "ListMfaDevicesInput"), ("Self", "SelfInput")]);
        each(operation_output_type, &[("ListMFADevices", "ListMfaDevicesOutput")]);
        each(operation_error_type, &[("ListMFADevices", "ListMFADevicesError")]);
        assert_eq!(builder_type(&type_name("Self")).text(), "SelfValueBuilder");
    }

    #[test]
    fn modules() {
        let long = "Abc".repeat(100);
        each(
            module_name,
            &[
                ("ListMFADevices", "list_mfa_devices"),
                ("Match", "r#match"),
                ("Super", "super_"),
                ("Mod", "mod_"),
                ("Operation", "operation_"),
                ("Con", "con_"),
                ("COM1", "com1_"),
                ("Combo", "combo"),
                ("8ball", "_8_ball"),
                ("", "empty"),
            ],
        );
        assert!(module_name(&long).text().len() <= MAX_STEM);
        for (name, module) in [("Csv", "_csv"), ("Error", "_error"), ("Type", "_type"), ("S3Key", "_s3_key")] {
            assert_eq!(type_module_name(&type_name(name)).to_string(), module);
        }
    }

    #[test]
    fn members() {
        let cases = [
            ("OrganizationId", "organization_id", "set_organization_id"),
            ("Type", "r#type", "set_type"),
            ("gen", "r#gen", "set_gen"),
            ("self", "self_", "set_self"),
            ("Crate", "crate_", "set_crate"),
            ("SUPER", "super_", "set_super"),
            ("build", "build_value", "set_build"),
            ("Builder", "builder_value", "set_builder"),
            ("Default", "default_value", "set_default"),
            ("send", "send_value", "set_send"),
            ("MakeOperation", "make_operation_value", "set_make_operation"),
            ("presigned", "presigned_value", "set_presigned"),
            ("customize", "customize_value", "set_customize"),
            ("meta", "meta_value", "set_meta"),
            ("2fa", "_2_fa", "set_2_fa"),
            ("", "empty", "set_empty"),
            ("?", "question", "set_question"),
        ];
        for (member, field, setter) in cases {
            let names = member_names(member);
            assert_eq!((names.field.to_string().as_str(), names.setter.text()), (field, setter), "{member:?}");
            assert_eq!(names.getter.text(), setter.replacen("set_", "get_", 1));
        }
    }

    #[test]
    fn enum_variants() {
        let cases = [
            (None, "ACTIVE", "Active"),
            (None, "RSA_2048", "Rsa2048"),
            (None, "aws:kms", "AwsKms"),
            (None, "t3.micro", "T3Micro"),
            (Some("FIVE_MINUTES"), "5m", "FiveMinutes"),
            (None, "5m", "_5m"),
            (None, "1.5", "_15"),
            (None, "Unknown", "UnknownValue"),
            (None, "UNKNOWN", "UnknownValue"),
            (None, "UnknownValue", "UnknownValue_"),
            (None, "self", "SelfValue"),
            (None, "<=", "LessEqual"),
            (None, "", "Empty"),
            (None, "日本", "U65e5U672c"),
        ];
        for (name, value, expected) in cases {
            assert_eq!(enum_variant_name(name, value).to_string(), expected, "{value:?}");
        }
    }

    #[test]
    fn union_variants() {
        for (member, variant, as_fn, is_fn) in [
            ("SS", "Ss", "as_ss", "is_ss"),
            ("default", "Default", "as_default", "is_default"),
            ("unknown", "UnknownValue", "as_unknown_value", "is_unknown_value"),
            ("type", "Type", "as_type", "is_type"),
            ("Self", "SelfValue", "as_self", "is_self"),
        ] {
            let names = union_variant_names(member);
            assert_eq!((names.variant.text(), names.as_fn.text(), names.is_fn.text()), (variant, as_fn, is_fn));
        }
    }

    #[test]
    fn errors() {
        let predicate = |shape: &str| error_predicate_name(&error_variant_name(shape));
        each(
            predicate,
            &[
                ("InvalidParameterException", "is_invalid_parameter_exception"),
                ("KMSInternalException", "is_kms_internal_exception"),
                ("Unhandled", "is_unhandled_value"),
            ],
        );
        assert_eq!(error_variant_name("Unhandled").text(), "UnhandledValue");
    }

    #[test]
    fn packages() {
        for (service, package) in [
            ("WorkMail", "workmail"),
            ("SSO Admin", "ssoadmin"),
            ("CloudWatch Logs", "cloudwatchlogs"),
            ("Cost Explorer", "costexplorer"),
            ("identitystore", "identitystore"),
            ("VerifiedPermissions", "verifiedpermissions"),
            ("Secrets Manager", "secretsmanager"),
            ("Application-Signals", "applicationsignals"),
            ("Self", "selfservice"),
            ("Test", "testservice"),
            ("std", "stdservice"),
            ("con", "conservice"),
            ("3D", "service3d"),
            ("日本", "service"),
            ("", "service"),
        ] {
            assert_eq!(package_name(service), package);
        }
        for (service, package) in [
            ("ParcelTrackingService", "parcel-tracking-service"),
            ("Weather", "weather"),
            ("AWSEvents_V2", "aws-events-v2"),
            ("DynamoDB_20120810", "dynamo-db-20120810"),
            ("Self", "self-service"),
            ("con", "con-service"),
            ("test", "test-service"),
            ("ProcMacro", "proc-macro-service"),
            ("_3D", "service-3-d"),
        ] {
            assert_eq!(kebab_package_name(service), package);
        }
    }

    #[test]
    fn every_text_gives_legal_names() {
        let hostile = [
            "", "_", "__", "Self", "self", "crate", "r#type", "1", "1_", "_1", "a\"b", "a\nb", "*/", "日本", "é", "ß",
            "\u{0}", "İ", "ǆ", "²", "٣", "gen", "a::b", " ", "-", "x²y", "ﬀ", "Σ", "aΣ", "\u{202e}",
        ];
        for text in hostile {
            let idents = [
                type_name(text),
                operation_type(text),
                operation_input_type(text),
                module_name(text),
                type_module_name(&type_name(text)),
                field_name(text),
                setter_name(text),
                enum_variant_name(None, text),
                union_accessor_names(text).0,
                error_predicate_name(&error_variant_name(text)),
            ];
            for ident in idents {
                assert!(syn::parse_str::<syn::Ident>(&ident.to_string()).is_ok(), "{text:?} gave {ident}");
                assert_ne!(ident.text(), "unnamed", "{text:?}");
            }
        }
    }

    #[test]
    fn prelude_names() {
        for name in ["String", "Option", "Vec", "Box", "Result", "Ok", "Err", "Some", "None", "HashMap", "Default"] {
            assert!(is_prelude_name(name), "{name}");
        }
        assert!(!is_prelude_name("User"));
    }
}
