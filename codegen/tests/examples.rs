//! The worked examples: the generator in an xtask, and in a build script; and the first one of the command's help.
#![cfg(test)]

#[allow(dead_code, unreachable_pub, reason = "it is a program of its own, whose main function is for the command line")]
#[path = "../examples/from_xtask.rs"]
mod from_xtask;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The package's folder.
fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A fresh folder.
fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn an_xtask_regenerates_and_checks() {
    let folder = place("from_xtask");
    let (model, runtime) = (package().join("examples/build-script/model.json"), package().join("runtime"));
    let krate = folder.join("generated/weather");
    let missing = from_xtask::regenerate(&model, &krate, &runtime, true).unwrap_err();
    assert!(missing.contains("missing: src/lib.rs\n"), "{missing}");
    assert!(missing.ends_with("mend it with: cargo xtask regenerate"), "{missing}");
    assert!(!krate.exists());

    from_xtask::regenerate(&model, &krate, &runtime, false).unwrap();
    let fresh = from_xtask::regenerate(&model, &krate, &runtime, true).unwrap();
    assert!(fresh.ends_with(" files, 0 changed\n"), "{fresh}");
    let first = fs::read_to_string(krate.join("src/lib.rs")).unwrap();
    assert!(first.lines().next().unwrap().ends_with("To change it: cargo xtask regenerate"), "{first}");

    let wrong = from_xtask::regenerate(&folder.join("no.json"), &krate, &runtime, false).unwrap_err();
    assert!(wrong.contains("no.json: cannot be read"), "{wrong}");
}

/// Who has the command and nothing else gets a crate that compiles, by the first example that the help shows.
#[test]
fn the_first_example_of_the_help_makes_a_crate_that_compiles() {
    let folder = place("help");
    let tinsmith = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_tinsmith")).args(words).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let help = tinsmith(&["generate", "--help"]);
    let line = help.split_once("Examples:\n").unwrap().1.lines().next().unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    let ["tinsmith", rest @ ..] = words.as_slice() else { panic!("{line}") };
    let ["generate", "workmail.json", "--out", krate] = rest else { panic!("{line}") };
    for file in ["workmail.json", "workmail.partitions.json"] {
        fs::copy(package().join("../model").join(file), folder.join(file)).unwrap();
    }
    tinsmith(rest);

    let krate = folder.join(krate);
    let cargo = |command: &str, words: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args([command, "--offline", "--quiet"])
            .args(words)
            .current_dir(&krate)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("help-target"))
            .env("RUSTFLAGS", "--deny warnings")
            .output()
            .unwrap();
        assert!(output.status.success(), "cargo {command}: {}", String::from_utf8_lossy(&output.stderr));
    };
    // It stands alone, as it would elsewhere, with the versions that are at hand without the network.
    let manifest = fs::read_to_string(krate.join("Cargo.toml")).unwrap();
    fs::write(krate.join("Cargo.toml"), format!("{manifest}\n[workspace]\n")).unwrap();
    fs::copy(package().join("../Cargo.lock"), krate.join("Cargo.lock")).unwrap();
    cargo("check", &["--workspace", "--all-features"]);
    cargo("test", &["--workspace"]);
}

/// A copy of an example as a stranger has it, with the paths made absolute and the versions of this workspace.
fn copied(name: &str) -> PathBuf {
    let (example, copy) = (package().join("examples").join(name), place(name));
    let mut open = vec![example.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let to = copy.join(path.strip_prefix(&example).unwrap());
            if path.is_dir() {
                fs::create_dir_all(to).unwrap();
                open.push(path);
            } else {
                fs::copy(path, to).unwrap();
            }
        }
    }
    let manifest = fs::read_to_string(example.join("Cargo.toml")).unwrap();
    let toml = |path: &Path| format!("{:?}", path.to_str().unwrap());
    let patched = ["runtime", "client", "server"]
        .iter()
        .fold(manifest.replace("\"../..\"", &toml(package())), |manifest, name| {
            manifest.replace(&format!("\"../../{name}\""), &toml(&package().join(name)))
        });
    assert_ne!(manifest, patched);
    fs::write(copy.join("Cargo.toml"), patched).unwrap();
    fs::copy(package().parent().unwrap().join("Cargo.lock"), copy.join("Cargo.lock")).unwrap();
    copy
}

/// Whether Cargo succeeds in a copy, and what it says.
fn cargo(command: &str, copy: &Path) -> (bool, String) {
    let output = Command::new(env!("CARGO"))
        .args([command, "--offline", "--quiet"])
        .current_dir(copy)
        // Kept between runs: only the first one compiles the generator.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script-target"))
        .env("RUSTFLAGS", "--deny warnings")
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_build_script_generates_what_its_crate_uses() {
    let copy = copied("build-script");
    let (built, said) = cargo("check", &copy);
    assert!(built && said.is_empty(), "{said}");
    // The example in the documentation, and whatever tests the model carries, run as they do in a crate of its own.
    let (passed, said) = cargo("test", &copy);
    assert!(passed, "{said}");

    // A model that is wrong stops the build with the file, the shape and the remedy.
    let model = fs::read_to_string(copy.join("model.json")).unwrap();
    fs::write(copy.join("model.json"), model.replace("example.weather#Sky\",", "example.weather#Skyy\",")).unwrap();
    let (built, said) = cargo("check", &copy);
    assert!(!built && said.contains("error: model.json: example.weather#GetForecastOutput$Sky"), "{said}");
}

/// Who has `.smithy` files gets a service and a client of it, which agree.
#[test]
#[ignore = "compiles a client and a server, half a minute or more"]
fn a_build_script_generates_client_and_server_from_files_of_idl() {
    let copy = copied("smithy-idl");
    let (passed, said) = cargo("test", &copy);
    assert!(passed && said.is_empty(), "{said}");

    // A model that is wrong stops the build with the file, the line and the remedy.
    let file = copy.join("model/types.smithy");
    let model = fs::read_to_string(&file).unwrap();
    fs::write(&file, model.replace("member: Loan\n", "member: Lone\n")).unwrap();
    let (built, said) = cargo("check", &copy);
    assert!(!built && said.contains("error: model/types.smithy:"), "{said}");
    assert!(said.contains(" |     member: Lone"), "{said}");
}
