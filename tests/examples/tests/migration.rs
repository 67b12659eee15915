//! The page on moving over says what is so: it shows both programs, they differ where it says they do, and both
//! compile.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The release of the official crate that counts.
const OFFICIAL: &str = "1.121.0";

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(home().join(file)).unwrap()
}

/// The programs line by line: theirs and ours.
fn lines() -> Vec<(String, String)> {
    let (theirs, ours) = (read("official/moved.rs"), read("src/bin/moved.rs"));
    assert_eq!(theirs.lines().count(), ours.lines().count(), "the programs have the same lines");
    theirs.lines().zip(ours.lines()).map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned())).collect()
}

/// One program after the other where they differ.
fn difference() -> String {
    let mut text = String::from("```diff\n");
    let (mut before, mut after) = (String::new(), String::new());
    for (theirs, ours) in lines() {
        if theirs == ours {
            text += &format!("{}{}", std::mem::take(&mut before), std::mem::take(&mut after));
            text += format!(" {theirs}").trim_end();
            text.push('\n');
        } else {
            before += &format!("-{theirs}\n");
            after += &format!("+{ours}\n");
        }
    }
    text + &before + &after + "```\n"
}

#[test]
fn the_programs_differ_in_the_name_of_the_crate_and_in_one_line() {
    let other: Vec<(String, String)> =
        lines().into_iter().filter(|(theirs, ours)| theirs.replace("aws_sdk_workmail", "workmail") != *ours).collect();
    let line =
        ("    let config = aws_config::load_from_env().await;", "    let config = workmail::Config::from_env()?;");
    let comment = "//! Reviews who may sign in how: the program of MIGRATION.md, on the";
    let expected = [
        (format!("{comment} official SDK."), format!("{comment} crate of this repository.")),
        (line.0.to_owned(), line.1.to_owned()),
    ];
    assert_eq!(other, expected);
}

/// `TINSMITH_BLESS=1` writes what differs.
#[test]
fn the_page_shows_both_programs() {
    let page = read("MIGRATION.md");
    let (head, rest) = page.split_once("## The program\n\n").unwrap();
    let (_, tail) = rest.split_once("```\n\n").unwrap();
    let made = format!("{head}## The program\n\n{}\n{tail}", difference());
    if std::env::var_os("TINSMITH_BLESS").is_some() {
        fs::write(home().join("MIGRATION.md"), made).unwrap();
    } else {
        assert!(page == made, "MIGRATION.md does not show the programs: TINSMITH_BLESS=1 writes it anew");
    }
}

#[test]
#[ignore = "builds the official SDK, and is asked for by TINSMITH_OFFICIAL"]
fn the_official_side_compiles() {
    if std::env::var_os("TINSMITH_OFFICIAL").is_none() {
        eprintln!("skipped: the official side of MIGRATION.md: TINSMITH_OFFICIAL is not set");
        return;
    }
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("official");
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::copy(home().join("official/moved.rs"), folder.join("src/main.rs")).unwrap();
    let manifest = format!(
        "[package]\nname = \"official\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         aws-config = {{ version = \"1\", features = [\"behavior-version-latest\"] }}\n\
         aws-sdk-workmail = \"={OFFICIAL}\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "--deny warnings")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
