//! What somebody has who follows the README: a generated crate, and a program whose only dependency it is. It builds,
//! and it sends.
#![cfg(test)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use support::{options, repository, workmail_path};
use tinsmith::generate;
use tinsmith::render::manifest::RuntimeSource;
use tinsmith_tests::misbehaving::{Act, Plan, Server};
use tinsmith_tests::sigv4::Verifier;

/// A folder for a project, with a generated crate in it.
fn project(name: &str, model: &Path, operations: &[&str], package: &str, runtime: RuntimeSource) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer").join(name);
    let mut options = options(model, &folder.join("generated"));
    options.package = Some(package.to_owned());
    options.load.operations = operations.iter().map(|name| (*name).to_owned()).collect();
    options.runtime = runtime;
    generate::write(&options).unwrap_or_else(|error| panic!("{error}"));
    folder
}

/// Builds a program of `program`, which depends on nothing but the generated crate.
fn build(folder: &Path, name: &str) -> PathBuf {
    let main = repository().join("tests/tests/consumer/program").join(format!("{name}.rs"));
    let dependency =
        format!("{name} = {{ path = \"generated\", default-features = false, features = [\"blocking\"] }}\n");
    build_with(folder, name, &main, &dependency)
}

/// Builds a program with these dependencies.
fn build_with(folder: &Path, name: &str, main: &Path, dependencies: &str) -> PathBuf {
    let manifest = format!(
        "[package]\nname = \"{name}-program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [[bin]]\nname = \"{name}-program\"\npath = {main:?}\n\n[dependencies]\n{dependencies}"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    // The versions that are at hand without the network.
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let target = folder.join("../target");
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", "--deny warnings")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    target.join("debug").join(format!("{name}-program"))
}

/// Runs it as somebody whom the service knows.
fn run(program: &Path, server: &Server) -> Output {
    let mut command = Command::new(program);
    command.env_clear().env("AWS_ENDPOINT_URL", server.uri("/")).env("AWS_REGION", "eu-west-1");
    command.env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").env("AWS_SECRET_ACCESS_KEY", "secret");
    command.env("AWS_CONFIG_FILE", "/nonexistent").env("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A WorkMail with two users on two pages, which checks signatures.
fn workmail() -> Server {
    let verifier = Verifier {
        access_key_id: "AKIDEXAMPLE",
        secret_access_key: "secret",
        session_token: None,
        region: "eu-west-1",
        service: "workmail",
    };
    Plan::new(move |request| {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        match (verifier.verify(request, SystemTime::now()), request.operation()) {
            (Err(why), _) => Act::answers(400, &format!(r#"{{"__type":"Refused","message":{why:?}}}"#)),
            (Ok(()), Some("CreateUser")) => Act::answers(200, r#"{"UserId":"u-1"}"#),
            (Ok(()), _) if body.contains("NextToken") => Act::answers(200, r#"{"Users":[{"Name":"bob"}]}"#),
            (Ok(()), _) => Act::answers(200, r#"{"Users":[{"Name":"ann"}],"NextToken":"more"}"#),
        }
    })
    .start()
}

/// The code of the README's minute's tour that calls, as a program: its function, and a `main` that awaits it.
fn tour() -> String {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let (_, section) = readme.split_once("**To a call.**").unwrap();
    let (_, code) = section.split_once("```rust,no_run\n").unwrap();
    let (code, _) = code.split_once("```\n").unwrap();
    // Lines that rustdoc hides.
    let lines: Vec<&str> = code.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
    let main = "#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n    tour().await\n}\n";
    format!("{}\n\n{main}", lines.join("\n"))
}

#[test]
fn the_tour_of_the_readme_sends() {
    let folder = project("tour", &workmail_path(), &["ListUsers", "CreateUser"], "workmail", RuntimeSource::Vendored);
    let main = folder.join("main.rs");
    fs::write(&main, tour()).unwrap();
    let dependencies = "workmail = { path = \"generated\" }\n\
                        tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";
    let program = build_with(&folder, "tour", &main, dependencies);
    let output = run(&program, &workmail());
    assert_eq!(said(&output), "1 users\nann\nbob\n");
    assert!(output.status.success());
}

#[test]
fn a_crate_with_the_runtime_in_its_folder_is_all_that_a_program_needs() {
    let folder =
        project("workmail", &workmail_path(), &["ListUsers", "CreateUser"], "workmail", RuntimeSource::Vendored);
    let program = build(&folder, "workmail");
    let server = workmail();
    let output = run(&program, &server);
    assert_eq!(said(&output), "made u-1\nann\nbob\n");
    assert!(output.status.success());
}

#[test]
fn a_crate_of_a_model_of_ones_own_sends_without_signatures() {
    let model = repository().join("codegen/examples/build-script/model.json");
    let runtime = RuntimeSource::Path(repository().join("codegen/runtime").display().to_string());
    let folder = project("weather", &model, &[], "weather", runtime);
    let program = build(&folder, "weather");
    let server = Server::acting([
        Act::answers(200, r#"{"Sky":"clear","Celsius":21.5}"#),
        Act::answers(400, r#"{"__type":"NoSuchStation","message":"nobody is there"}"#),
    ]);
    let output = run(&program, &server);
    assert_eq!(
        said(&output),
        "clear, 21.5 degrees\nGetForecast: NoSuchStation: nobody is there\nnot a station: nobody is there\n"
    );
    assert!(output.status.success());
    let requests = server.requests();
    assert_eq!(requests[0].header("x-amz-target"), Some("Weather.GetForecast"));
    assert_eq!(requests[0].body, br#"{"Station":"EDDM"}"#);
    assert_eq!(requests[0].header("authorization"), None, "the model names no way to sign");
}
