//! The `tinsmith` command from outside: exit codes, what is printed where, and what happens to files.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The package's folder.
const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

/// A fresh folder for one test, with `weather.json` in it.
struct Place {
    folder: PathBuf,
}

/// How a run ended.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command").join(test);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        let place = Self { folder };
        place.write("weather.json", &weather());
        place
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs `tinsmith` with the words of a line, in the folder.
    fn run(&self, line: &str) -> Ran {
        self.run_reading(line, "")
    }

    /// [`Self::run`] with this on the standard input.
    fn run_reading(&self, line: &str, input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tinsmith"))
            .args(line.split_whitespace())
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Every file below the folder with its content and the time of its last change.
    fn files(&self) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.folder.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let changed = path.metadata().unwrap().modified().unwrap();
                    files.insert(path.clone(), (fs::read(&path).unwrap(), changed));
                }
            }
        }
        files
    }

    /// The run fails with this code and these words on the error stream, prints nothing else and touches no file.
    fn refuses(&self, line: &str, code: i32, words: &[&str]) {
        let before = self.files();
        let ran = self.run(line);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{line}: {ran:?}");
        assert!(ran.err.starts_with("error: "), "{line}: {}", ran.err);
        for word in words {
            assert!(ran.err.contains(word), "{line}: {word:?} is not in: {}", ran.err);
        }
        // What is wrong, then what to do about it.
        assert!(ran.err.lines().any(|line| line.starts_with("  ")), "{line}: {}", ran.err);
        assert_eq!(before, self.files(), "{line}");
    }

    fn succeeds(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}: {ran:?}");
        ran.out
    }
}

/// The model of the worked example.
fn weather() -> String {
    fs::read_to_string(Path::new(PACKAGE).join("examples/build-script/model.json")).unwrap()
}

/// The same service under another name.
fn climate() -> String {
    weather().replace("example.weather#Weather", "example.weather#Climate")
}

#[test]
fn help_and_version_are_results() {
    let place = Place::new("help");
    assert_eq!(place.succeeds("--version"), format!("tinsmith {}\n", env!("CARGO_PKG_VERSION")));
    assert!(place.succeeds("--help").contains("\n  generate     Write the Rust crate"));
    assert!(place.succeeds("generate --help").contains("Examples:\n  tinsmith generate workmail.json --out"));
    assert!(place.succeeds("help list").starts_with("Show the services"));
}

#[test]
fn wrong_arguments_are_told_with_exit_code_2() {
    let place = Place::new("usage");
    for (line, words) in [
        ("", &["no command given", "`tinsmith --help`"][..]),
        (
            "generat weather.json",
            &["there is no command \"generat\"", "did you mean generate?", "generate, convert, list"],
        ),
        ("show weather.json GetForecast --pakage a", &["did you mean --package?"]),
        ("lst weather.json", &["did you mean list?"]),
        ("weather.json", &["there is no command \"weather.json\"\n  the commands are"]),
        ("help generat", &["there is no command \"generat\""]),
        ("generate", &["no model is given", "a Smithy JSON AST"]),
        ("generate weather.json", &["--out is missing", "--out DIR"]),
        ("generate weather.json --out", &["--out is given without its DIR", "--help"]),
        ("generate weather.json --out o --stric", &["no option --stric\n  did you mean --strict? its options are"]),
        ("generate weather.json --out o -x", &["no option -x\n  its options are", "-o, --out DIR"]),
        ("generate weather.json --out o -strict", &["no option -s\n  did you mean --service or --strict?"]),
        ("generate weather.json --out o --strict=yes", &["yes", "--help"]),
        ("generate weather.json --out o --out p", &["--out is given twice"]),
        ("generate weather.json --out o --operations ,", &["--operations is empty"]),
        ("generate weather.json --out o --package 2b", &["--package \"2b\"", "a letter first"]),
        ("generate weather.json --out o --package a/b", &["--package \"a/b\""]),
        ("generate weather.json --out o --runtime-path a --runtime-version 1", &["exclude each other"]),
        ("generate weather.json --out o --runtime-version abc", &["--runtime-version \"abc\"", "such as 0.1, 1.2.3"]),
        ("generate weather.json --out o --runtime-version 1.x.2", &["--runtime-version \"1.x.2\""]),
        ("generate weather.json weather.json --out o --package a", &["need one model file", "once for each"]),
        ("convert", &["no model is given"]),
        ("convert a b", &["one model", "b is one too many"]),
        ("convert weather.json --to xml", &["there is no form \"xml\"", "idl and ast"]),
        ("list", &["no model is given"]),
        ("list a b", &["one model; b is one too many"]),
        ("list weather.json --operations=", &["--operations is empty"]),
    ] {
        place.refuses(line, 2, words);
    }
}

#[test]
fn models_that_cannot_be_used_are_told_with_exit_code_1() {
    let place = Place::new("models");
    place.write("empty/readme.txt", "no model here");
    place.write("cut.json", &weather()[..200]);
    place.write("array.json", "[]");
    place.write(
        "dangling.json",
        &weather().replace("{ \"target\": \"example.weather#Sky\"", "{ \"target\": \"example.weather#Sk\""),
    );
    place.write("rest.json", &weather().replace("awsJson1_1", "restJson1"));
    place.write("idl/main.smithy", "$version: \"2.0\"\nnamespace example.weather\n");
    let one = weather();
    let two = one.replacen(
        "\"shapes\": {",
        "\"shapes\": { \"example.weather#Climate\": { \"type\": \"service\", \"version\": \"1\" },",
        1,
    );
    place.write("two.json", &two);
    place.write("foreign/Cargo.toml", "[package]\nname = \"mine\"\n");
    place.write("file", "not a folder");
    for (line, words) in [
        ("generate nothing.json --out o", &["nothing.json: cannot be read", "Check the path"][..]),
        ("generate empty --out o", &["empty: is a folder without a model", "name a model file"]),
        ("generate cut.json --out o", &["cut.json: ", "line 7 column", "ends too early"]),
        ("generate idl/main.smithy --out o", &["main.smithy: the file has no service"]),
        ("generate array.json --out o", &["array.json: is neither a Smithy JSON AST", "Give a .smithy file"]),
        (
            "generate dangling.json --out o",
            &["dangling.json: example.weather#GetForecastOutput$Sky", "Near: example.weather#Sky"],
        ),
        ("generate rest.json --out o", &["rest.json: example.weather#Weather: ", "aws.protocols#awsJson1_0"]),
        ("generate two.json --out o", &["two.json: the file has several services", "example.weather#Climate"]),
        ("generate weather.json --out o --service W", &["there is no service \"W\"", "example.weather#Weather"]),
        (
            "generate weather.json --out o --operations GetForcast,ListStations",
            &["no operation \"GetForcast\"", "Near: GetForecast."],
        ),
        ("generate weather.json --out o --runtime-path nowhere", &["--runtime-path nowhere", "tinsmith-runtime"]),
        ("generate weather.json --out foreign", &["foreign/Cargo.toml: is in the way", "choose another folder"]),
        ("generate weather.json --out file", &["file", "choose another --out"]),
        ("convert empty", &["empty: is a directory", "Name the JSON file in it."]),
        ("list empty", &["empty: is a directory"]),
        ("list nothing.json", &["nothing.json: cannot be read"]),
        ("list weather.json --operations ListStation", &["Near: ListStations."]),
    ] {
        place.refuses(line, 1, words);
    }
}

#[test]
fn a_crate_is_written_once_and_then_left_alone() {
    let place = Place::new("write");
    let said = place.succeeds("generate weather.json --out a/weather");
    assert!(said.starts_with("a/weather: ") && said.ends_with(" files written, 0 unchanged, 0 removed\n"), "{said}");
    let manifest = place.read("a/weather/Cargo.toml");
    assert!(manifest.contains("name = \"weather\""), "{manifest}");
    assert!(manifest.contains(&format!("\ntinsmith-runtime = {}\n", runtime_at("tinsmith-runtime"))), "{manifest}");
    assert!(place.read("a/weather/tinsmith-runtime/src/lib.rs").starts_with("// Generated by tinsmith: a copy of "));
    assert_eq!(
        place.read("a/weather/tinsmith-runtime/LICENSE-MIT"),
        fs::read_to_string(Path::new(PACKAGE).join("runtime/LICENSE-MIT")).unwrap()
    );
    let first = place.read("a/weather/src/lib.rs").lines().next().unwrap().to_owned();
    let command = "tinsmith generate ../../weather.json --out .";
    let header = "Generated by tinsmith from weather.json. To change it, in the folder of the crate";
    assert_eq!(first, format!("// {header}: {command}"));

    let before = place.files();
    let said = place.succeeds("generate weather.json --out a/weather");
    assert!(said.starts_with("a/weather: 0 files written, ") && said.ends_with(" unchanged, 0 removed\n"), "{said}");
    let said = place.succeeds("generate weather.json --out a/weather --check");
    assert!(said.starts_with("a/weather: up to date, "), "{said}");
    assert_eq!(before, place.files());
}

#[test]
fn the_same_model_makes_the_same_bytes_wherever_it_is_called_from() {
    let place = Place::new("bytes");
    place.write("deep/er/weather.json", &weather());
    place.succeeds("generate weather.json --out a");
    let deep = place.at("deep");
    let ran = place.run(&format!("generate {0}/er/weather.json --out {0}/er/../er/./b", deep.display()));
    assert_eq!(ran.code, 0, "{ran:?}");
    for (path, (bytes, _)) in place.files() {
        if let Ok(below) = path.strip_prefix(place.at("a")) {
            assert_eq!(fs::read(place.at("deep/er/b").join(below)).unwrap(), bytes, "{}", below.display());
        }
    }
}

/// What the first line says to run.
fn header_command(place: &Place, file: &str) -> String {
    let first = place.read(file).lines().next().unwrap().to_owned();
    first.split_once("in the folder of the crate: ").unwrap_or_else(|| panic!("{first}")).1.to_owned()
}

#[test]
#[cfg(unix)]
fn the_command_in_the_header_runs_as_it_stands() {
    let place = Place::new("header");
    let two = weather().replacen(
        "\"shapes\": {",
        "\"shapes\": { \"example.weather#Climate\": { \"type\": \"service\", \"version\": \"1\" },",
        1,
    );
    place.write("models/it's two.json", &two);
    place.write("vendor/my runtime/Cargo.toml", "");
    let run = |words: &[&str]| {
        let status =
            Command::new(env!("CARGO_BIN_EXE_tinsmith")).args(words).current_dir(&place.folder).output().unwrap();
        assert!(status.status.success(), "{words:?}: {status:?}");
    };
    let model = "models/it's two.json";
    run(&[
        "generate",
        model,
        "--out",
        "a/b",
        "--service",
        "Weather",
        "--operations",
        "GetForecast",
        "--operations",
        "ListStations",
        "--package",
        "my-weather",
        "--runtime-path",
        "vendor/my runtime",
    ]);
    run(&["generate", model, "--out", "c", "--service", "example.weather#Weather", "--runtime-version", "9.9.9"]);
    place.write("more/climate.json", &climate());
    run(&["generate", "more", "weather.json", "--out", "all"]);
    for krate in ["a/b", "c", "all/weather"] {
        let before = place.files();
        let command = header_command(&place, &format!("{krate}/src/operation/get_forecast.rs"));
        let program = Path::new(env!("CARGO_BIN_EXE_tinsmith")).parent().unwrap();
        let search = std::env::join_paths([program.to_owned()]).unwrap();
        let ran = |command: &str| {
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", command]).current_dir(place.at(krate)).env("PATH", &search).output().unwrap()
        };
        let checked = ran(&format!("{command} --check"));
        assert!(checked.status.success(), "{command}: {checked:?}");
        // Also where everything is gone but the command.
        fs::remove_dir_all(place.at(krate).join("src")).unwrap();
        let written = ran(&command);
        assert!(written.status.success(), "{command}: {written:?}");
        let bytes = |files: BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)>| {
            files.into_iter().map(|(path, (bytes, _))| (path, bytes)).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(bytes(place.files()), bytes(before), "{command}");
    }
}

/// What `Cargo.toml` says of a runtime in a folder.
fn runtime_at(path: &str) -> String {
    format!("{{ path = {path:?}, version = {:?} }}", env!("CARGO_PKG_VERSION"))
}

#[test]
fn what_a_person_writes_into_the_manifest_is_kept() {
    let place = Place::new("manifest");
    let generate = "generate weather.json --out w --runtime-version 0.1";
    place.succeeds(generate);
    let fresh = place.read("w/Cargo.toml");
    // A stranger's model gets no licence that nobody asked for.
    assert!(fresh.contains("\nversion = \"0.1.0\"\n") && !fresh.contains("license"), "{fresh}");
    let edited = fresh
        .replace("version = \"0.1.0\"\n", "version = \"0.2.0\"\nlicense = \"MIT\"\npublish = false\n")
        .replace("edition = \"2024\"", "edition = \"2021\"")
        + "\n[profile.release]\nlto = true\n";
    place.write("w/Cargo.toml", &edited);
    assert_eq!(place.run(&format!("{generate} --check")).code, 1, "a key of ours was changed");
    place.succeeds(generate);
    let kept = place.read("w/Cargo.toml");
    assert_eq!(kept, edited.replace("edition = \"2021\"", "edition = \"2024\""));
    place.succeeds(&format!("{generate} --check"));

    // What is given takes the place of what is there, once; then it is kept.
    let options = "--package-version 1.0.0-rc.1 --repository https://example.com/w --authors A,B --license 0BSD";
    place.succeeds(&format!("{generate} {options}"));
    let released = place.read("w/Cargo.toml");
    for line in [
        "version = \"1.0.0-rc.1\"",
        "license = \"0BSD\"",
        "repository = \"https://example.com/w\"",
        "authors = [\"A\", \"B\"]",
        "publish = false",
    ] {
        assert_eq!(released.lines().filter(|other| *other == line).count(), 1, "{line}: {released}");
    }
    assert!(!released.contains("0.2.0") && !released.contains("MIT"), "{released}");
    place.succeeds(generate);
    assert_eq!(place.read("w/Cargo.toml"), released);
    assert!(!header_command(&place, "w/Cargo.toml").contains("0BSD"));
    place.refuses(&format!("{generate} --package-version 1.0"), 2, &["--package-version \"1.0\"", "such as 1.2.3"]);

    // Cargo reads it all, and finds what a release needs.
    place.write("w/Cargo.toml", &format!("{released}\n[workspace]\n"));
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(place.at("w"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("\"license\":\"0BSD\""), "{output:?}");
}

#[test]
fn crates_beside_each_other_share_one_copy_of_the_runtime() {
    let place = Place::new("shared-runtime");
    place.write("climate.json", &climate());
    place.succeeds("generate weather.json --out crates/weather");
    assert!(place.at("crates/weather/tinsmith-runtime/src/lib.rs").exists());
    let ran = place.run("generate weather.json climate.json --out crates");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("\ncrates/tinsmith-runtime: "), "{}", ran.out);
    for krate in ["weather", "climate"] {
        let manifest = place.read(&format!("crates/{krate}/Cargo.toml"));
        assert!(manifest.contains(&runtime_at("../tinsmith-runtime")), "{manifest}");
        // The copy inside is gone, as a package and file by file.
        assert!(!place.at(&format!("crates/{krate}/tinsmith-runtime/Cargo.toml")).exists());
        assert!(!place.at(&format!("crates/{krate}/tinsmith-runtime/src/lib.rs")).exists());
    }
    let lib = place.read("crates/tinsmith-runtime/src/lib.rs");
    place.write("crates/tinsmith-runtime/src/lib.rs", &lib.replacen("pub mod", "mod", 1));
    let ran = place.run("generate weather.json climate.json --out crates --check");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("crates/tinsmith-runtime:\nstale: src/lib.rs\n"), "{}", ran.out);
    place.refuses("generate weather.json --out o --runtime elsewhere", 2, &["--runtime \"elsewhere\"", "vendored"]);
    let both = "generate weather.json --out o --runtime vendored --runtime-version 1";
    place.refuses(both, 2, &["--runtime vendored excludes"]);
}

#[test]
fn the_runtime_is_named_as_seen_from_the_crate() {
    let place = Place::new("runtime");
    place.write("vendor/runtime/Cargo.toml", "");
    let line = |out: &str| {
        place
            .read(&format!("{out}/Cargo.toml"))
            .lines()
            .find(|line| line.starts_with("tinsmith-runtime"))
            .unwrap()
            .to_owned()
    };
    place.succeeds("generate weather.json --out a/b/weather --runtime-path vendor/runtime");
    let at = |path: &str| format!("tinsmith-runtime = {}", runtime_at(path));
    assert_eq!(line("a/b/weather"), at("../../../vendor/runtime"));
    place.succeeds("generate weather.json --out a/./c/../d --runtime-path vendor/../vendor/runtime/");
    assert_eq!(line("a/d"), at("../../vendor/runtime"));
    place.succeeds("generate weather.json --out e --runtime-version 9.9");
    assert_eq!(line("e"), "tinsmith-runtime = { version = \"9.9\" }");
    let ran = place.run("generate . --out all --runtime-path vendor/runtime");
    assert_eq!((ran.code, line("all/weather").as_str()), (0, at("../../vendor/runtime").as_str()));
}

#[test]
fn check_tells_what_is_stale_missing_or_left_over_and_writes_nothing() {
    let place = Place::new("check");
    place.succeeds("generate weather.json --out weather");
    let sound = place.read("weather/src/operation/get_forecast.rs");
    place.write("weather/src/operation/get_forecast.rs", &sound.replace("What the weather will be", "What it will be"));
    fs::remove_file(place.at("weather/src/operation/list_stations.rs")).unwrap();
    place.write("weather/src/operation/gone.rs", &sound);
    let before = place.files();

    let ran = place.run("generate weather.json --check --out weather");
    assert_eq!(ran.code, 1);
    assert_eq!(before, place.files());
    for words in [
        "weather:\n",
        "orphaned: src/operation/gone.rs\n",
        "missing: src/operation/list_stations.rs\n",
        "stale: src/operation/get_forecast.rs\n",
        "  - /// What it will be at a station.\n",
        "  + /// What the weather will be at a station.\n",
    ] {
        assert!(ran.out.contains(words), "{words:?} is not in: {}", ran.out);
    }
    assert!(ran.err.ends_with("  mend it with: tinsmith generate weather.json --out weather\n"), "{}", ran.err);

    let said = place.succeeds("generate weather.json --out weather");
    assert!(said.starts_with("weather: 2 files written, ") && said.ends_with("1 removed\n"), "{said}");
    assert_eq!(place.read("weather/src/operation/get_forecast.rs"), sound);
    assert_eq!(place.run("generate weather.json --out weather --check").code, 0);
    assert_eq!(place.run("generate weather.json --out elsewhere --check").code, 1);
    assert!(!place.at("elsewhere").exists());
}

#[test]
fn only_files_with_our_first_line_are_removed() {
    let place = Place::new("prune");
    place.succeeds("generate weather.json --out weather");
    place.write("weather/src/operation/mine.rs", "//! Written by hand.\n");
    place.write("weather/tests/mine.rs", "// To be Generated by tinsmith one day.\n");
    place.write("weather/notes.md", "Mine.\n");
    let said = place.succeeds("generate weather.json --out weather --operations ListStations");
    assert!(said.ends_with(" removed\n") && !said.ends_with(" 0 removed\n"), "{said}");
    assert!(!place.at("weather/src/operation/get_forecast.rs").exists());
    assert!(!place.at("weather/src/types/_sky.rs").exists());
    for mine in ["src/operation/mine.rs", "tests/mine.rs", "notes.md"] {
        assert!(place.at("weather").join(mine).exists(), "{mine}");
    }
}

#[test]
fn a_failing_model_leaves_the_crate_as_it_is() {
    let place = Place::new("failing");
    place.succeeds("generate weather.json --out weather");
    place.write("weather.json", &weather().replace("\"type\": \"list\"", "\"type\": \"lst\""));
    place.refuses("generate weather.json --out weather", 1, &["example.weather#Stations", "lst"]);
}

#[test]
fn one_hand_written_file_in_the_way_keeps_all_from_being_written() {
    let place = Place::new("foreign");
    place.succeeds("generate weather.json --out weather");
    place.write("weather/src/lib.rs", "//! Mine.\n");
    fs::remove_file(place.at("weather/src/types.rs")).unwrap();
    place.refuses("generate weather.json --out weather", 1, &["weather/src/lib.rs: is in the way"]);
    assert!(place.run("generate weather.json --out weather --check").out.contains("stale: src/lib.rs\n"));
}

#[test]
fn warnings_are_told_and_strict_makes_them_errors() {
    let place = Place::new("strict");
    place.write(
        "odd.json",
        &weather().replacen("\"smithy.api#documentation\"", "\"a.b#odd\": {}, \"smithy.api#documentation\"", 1),
    );
    let ran = place.run("generate odd.json --out odd");
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("warning: odd.json: example.weather#Weather: trait a.b#odd: "), "{}", ran.err);
    place.refuses("generate odd.json --out strict --strict", 1, &["trait a.b#odd"]);
}

#[test]
fn several_models_become_several_crates_and_a_bad_one_stops_none() {
    let place = Place::new("several");
    place.write("models/a.json", "{");
    place.write("models/climate.json", &climate());
    place.write("models/notes.json", "{\"smithy\": \"2.0\", \"metadata\": {}}");
    place.write("models/sub/weather.json", &weather());
    place.write("models/weather-again.json", &weather());
    let ran = place.run("generate models --out crates");
    assert_eq!(ran.code, 1);
    let progress: Vec<&str> = ran.err.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).collect();
    assert_eq!(
        progress,
        [
            "1/5 models/a.json",
            "2/5 models/climate.json",
            "3/5 models/notes.json",
            "4/5 models/sub/weather.json",
            "5/5 models/weather-again.json"
        ]
    );
    for words in [
        "error: models/a.json: is not a JSON document",
        "warning: models/notes.json: skipped, it defines no service\n",
        "error: models/weather-again.json: its package is weather, and so is that of models/sub/weather.json\n",
        "error: 2 of 5 models failed: models/a.json, models/weather-again.json\n",
    ] {
        assert!(ran.err.contains(words), "{words:?} is not in: {}", ran.err);
    }
    assert_eq!(ran.out.lines().count(), 5, "{}", ran.out);
    assert!(place.at("crates/climate/src/lib.rs").exists() && place.at("crates/weather/src/lib.rs").exists());

    let ran = place.run("generate models/climate.json weather.json --out crates --check");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("crates/weather: up to date, "), "{}", ran.out);
    assert!(ran.out.contains(" files: their first lines name another command\n"), "{}", ran.out);
    place.write("crates/climate/src/lib.rs", "");
    let ran = place.run("generate models/climate.json weather.json --out crates --check");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("crates/climate:\nstale: src/lib.rs\n") && ran.out.contains("crates/weather: up to date"));
}

#[test]
fn folders_that_programs_keep_for_themselves_are_not_searched() {
    let place = Place::new("aside");
    place.write("project/Cargo.toml", "[package]\n");
    for aside in ["target/debug", ".git", "cache", "node_modules/x"] {
        place.write(&format!("project/{aside}/broken.json"), "{");
    }
    place.write("project/package.json.txt", "");
    place.write("project/cache/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55");
    // The word alone says nothing.
    place.write("project/models/target/weather.json", &weather());
    let ran = place.run("generate project --out crates");
    assert!(ran.err.contains("node_modules"), "there is no package.json: {}", ran.err);
    place.write("project/package.json", "{}");
    let ran = place.run("generate project --out crates");
    // One crate, and what it calls beside it: three packages.
    assert_eq!((ran.code, ran.out.lines().count()), (0, 4), "{ran:?}");
    assert!(ran.err.contains("project/models/target/weather.json") && !ran.err.contains("broken"), "{}", ran.err);
    // Who names such a folder means it.
    assert_eq!(place.run("generate project/target --out crates").code, 1);
}

#[test]
fn a_service_that_is_no_aws_one_gives_a_package_of_words() {
    let place = Place::new("package");
    place.write("parcels.json", &weather().replace("example.weather#Weather", "example.weather#ParcelTrackingService"));
    place.succeeds("generate parcels.json --out parcels");
    assert!(place.read("parcels/Cargo.toml").contains("name = \"parcel-tracking-service\""));
    assert!(place.read("parcels/src/lib.rs").contains("use parcel_tracking_service::"));
}

#[test]
fn a_model_comes_from_the_standard_input() {
    let place = Place::new("stdin");
    let reading = |line: &str, input: &str| {
        let ran = place.run_reading(line, input);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}: {ran:?}");
        ran.out
    };
    assert!(reading("generate - --out weather", &weather()).contains(" files written"));
    assert!(place.at("weather/src/operation/get_forecast.rs").exists());
    assert_eq!(reading("list -", &weather()), place.succeeds("list weather.json"));
    assert_eq!(
        reading("list - --operations GetForecast", &weather()),
        place.succeeds("list weather.json --operations GetForecast")
    );
    assert_eq!(reading("show - GetForecast", &weather()), place.succeeds("show weather.json GetForecast"));
    assert!(reading("diff - weather.json", &weather()).ends_with("no difference\n"));
    let pets = r#"{ "version": "2.0", "metadata": { "apiVersion": "1", "protocol": "json", "jsonVersion": "1.1",
        "serviceId": "Pets", "targetPrefix": "Pets" }, "operations": {}, "shapes": {} }"#;
    assert!(reading("convert -", pets).contains("aws.protocols#awsJson1_1"));
    place.refuses("diff - -", 2, &["one standard input"]);
    place.refuses("list -", 1, &["standard input: is empty"]);
    place.refuses("generate weather.json - --out both", 2, &["is the standard input, alone"]);
}

#[test]
fn a_file_beside_the_model_is_found_or_named() {
    let place = Place::new("beside");
    let beside = r#"{ "smithy": "2.0", "shapes": { "example.weather#GetForecastInput$Station":
        { "type": "apply", "traits": { "tinsmith.api#endpoint": {} } } } }"#;
    let found = |folder: &str| {
        place.read(&format!("{folder}/src/operation/get_forecast.rs")).contains("input.station.as_deref()")
    };
    place.succeeds("generate weather.json --out plain");
    assert!(!found("plain"));
    place.write("facts/other.json", beside);
    place.succeeds("generate weather.json --out named --beside facts/other.json");
    assert!(found("named"));
    let first = place.read("named/src/lib.rs");
    assert!(first.lines().next().unwrap().contains("--beside ../facts/other.json"), "{first}");
    place.write("weather.tinsmith.json", beside);
    place.succeeds("generate weather.json --out beside");
    assert!(found("beside"));
    // A search for models does not take it for one.
    place.write("models/weather.json", &weather());
    place.write("models/weather.tinsmith.json", beside);
    place.succeeds("generate models --out crates -q");
    assert!(found("crates/weather"));
    // It counts in what changed, and a fault in it is told as one of its own.
    assert!(place.succeeds("diff models/weather.json weather.json").ends_with("no difference\n"));
    place.write("models/weather.tinsmith.json", "{}");
    place.refuses("show models/weather.json GetForecast", 1, &["models/weather.tinsmith.json: is no Smithy JSON AST"]);
    fs::remove_file(place.at("models/weather.tinsmith.json")).unwrap();
    let changed = place.succeeds("diff models/weather.json weather.json");
    assert!(changed.contains("GetForecastInput$Station:input-endpoint"), "{changed}");
    assert!(changed.contains("is the endpoint of the request now"), "{changed}");
}

#[test]
fn quiet_commands_tell_what_is_wrong_and_nothing_else() {
    let place = Place::new("quiet");
    assert_eq!(place.succeeds("generate weather.json --out weather --quiet"), "");
    assert_eq!(place.succeeds("generate weather.json --out weather --check -q"), "");
    assert!(place.at("weather/Cargo.toml").exists());
    place.write("models/weather.json", &weather());
    place.write("models/climate.json", &climate());
    assert_eq!(place.succeeds("generate models --out crates -q"), "");
    place.write("weather/src/lib.rs", "");
    let ran = place.run("generate weather.json --out weather --check -q");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.starts_with("error: what is there is not"), "{}", ran.err);
    assert_eq!(place.succeeds("diff weather.json weather.json -q"), "");
    let gone = weather().replace("{ \"target\": \"example.weather#GetForecast\" },", "");
    assert_ne!(gone, weather());
    place.write("gone.json", &gone);
    let ran = place.run("diff weather.json gone.json --fail-on breaking -q");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", ""));
}

#[test]
fn lists_are_there_for_machines_too() {
    let place = Place::new("list-json");
    let list = |line: &str| serde_json::from_str::<serde_json::Value>(&place.succeeds(line)).unwrap();
    assert_eq!(
        list("list weather.json --format json"),
        serde_json::json!({ "schema": "tinsmith-list/1", "services": [{
            "id": "example.weather#Weather", "version": "2024-01-01", "protocols": ["aws.protocols#awsJson1_1"],
            "operations": ["example.weather#GetForecast", "example.weather#ListStations"] }] })
    );
    let chosen = list("list weather.json --format json --operations GetForecast");
    assert_eq!(chosen["services"][0]["operations"], serde_json::json!(["example.weather#GetForecast"]));
    let shapes = chosen["services"][0]["shapes"].as_array().unwrap();
    assert!(shapes.contains(&serde_json::json!({ "id": "example.weather#Sky", "kind": "enum" })), "{shapes:?}");
    place.refuses("list weather.json --format yaml", 2, &["there is no format \"yaml\"", "text and json"]);
}

/// What bash offers for a line that ends where the cursor is.
fn offered(script: &Path, line: &[&str]) -> Vec<String> {
    let words: Vec<String> = line.iter().map(|word| format!("'{word}'")).collect();
    let program = format!(
        "source {}; COMP_WORDS=({}); COMP_CWORD={}; _tinsmith; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        script.display(),
        words.join(" "),
        line.len() - 1
    );
    let output = Command::new("bash").args(["--norc", "-c", &program]).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().split_whitespace().map(str::to_owned).collect()
}

#[test]
fn shells_complete_commands_options_and_values() {
    let place = Place::new("completions");
    for shell in ["bash", "zsh", "fish"] {
        let script = place.succeeds(&format!("completions {shell}"));
        for word in ["generate", "operations", "api-changes", "quiet"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        place.write(&format!("script.{shell}"), &script);
        // Where the shell is at hand, it says whether it understands.
        if let Ok(output) = Command::new(shell).arg("-n").arg(place.at(&format!("script.{shell}"))).output() {
            assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    place.refuses("completions bsh", 2, &["no completions for \"bsh\"", "did you mean bash or zsh?"]);
    place.refuses("completions", 2, &["no shell is given"]);
    if Command::new("bash").arg("--version").output().is_err() {
        eprintln!("skipped: there is no bash");
        return;
    }
    let script = place.at("script.bash");
    assert_eq!(offered(&script, &["tinsmith", "gen"]), ["generate"]);
    assert_eq!(offered(&script, &["tinsmith", "generate", "--st"]), ["--strict"]);
    assert_eq!(offered(&script, &["tinsmith", "diff", "a.json", "--format", "ma"]), ["markdown"]);
    assert_eq!(offered(&script, &["tinsmith", "completions", ""]), ["bash", "zsh", "fish"]);
    assert_eq!(offered(&script, &["tinsmith", "list", "wea"]), [""; 0], "bash itself completes files");
}

#[test]
fn operations_choose_what_is_generated() {
    let place = Place::new("operations");
    place.succeeds("generate weather.json --out weather --package my-weather --operations GetForecast");
    assert!(place.read("weather/Cargo.toml").contains("name = \"my-weather\""));
    assert!(place.at("weather/src/operation/get_forecast.rs").exists());
    assert!(!place.at("weather/src/operation/list_stations.rs").exists());
}

/// A service that offers these protocols.
fn offering(protocols: &[&str]) -> String {
    let traits: serde_json::Map<String, serde_json::Value> =
        protocols.iter().map(|id| ((*id).to_owned(), serde_json::json!({}))).collect();
    serde_json::json!({ "smithy": "2.0", "shapes": {
        "com.example#Two": {
            "type": "service", "version": "1", "operations": [{ "target": "com.example#Ping" }], "traits": traits,
        },
        "com.example#Ping": { "type": "operation" },
    } })
    .to_string()
}

#[test]
fn a_protocol_is_the_first_that_is_spoken_or_the_one_that_is_asked_for() {
    let place = Place::new("protocol");
    let protocols = ["aws.protocols#restJson1", "aws.protocols#awsJson1_1", "aws.protocols#awsJson1_0"];
    place.write("two.json", &offering(&protocols));
    let spoken = |options: &str| {
        let ran = place.run(&format!("generate two.json --out two --runtime-path {PACKAGE}/runtime {options}"));
        assert_eq!(ran.code, 0, "{ran:?}");
        place.read("two/src/meta.rs").lines().find(|line| line.contains("protocol =")).unwrap().trim().to_owned()
    };
    assert_eq!(spoken(""), "protocol = Protocol::AwsJson1_1;");
    assert_eq!(spoken("--protocol awsJson1_0"), "protocol = Protocol::AwsJson1_0;");
    assert!(place.read("two/src/meta.rs").lines().next().unwrap().contains("--protocol awsJson1_0"));
    assert_eq!(spoken("--protocol aws.protocols#awsJson1_1"), "protocol = Protocol::AwsJson1_1;");

    let offered = protocols.join(", ");
    for line in [
        "generate two.json --out other --protocol restJson1",
        "show two.json Ping --protocol restJson1",
        "list two.json --protocol restXml",
        "list two.json --operations Ping --protocol restXml",
        "diff two.json two.json --protocol restJson1",
    ] {
        let ran = place.run(line);
        assert!(ran.code != 0 && ran.out.is_empty(), "{line}: {ran:?}");
        assert!(
            ran.err.contains(&offered) && ran.err.contains("peaks aws.protocols#awsJson1_0"),
            "{line}: {}",
            ran.err
        );
    }
    assert_eq!(place.run("list two.json --protocol restJson1").code, 0);
    assert_eq!(place.run("show two.json Ping --protocol awsJson1_0").code, 0);
    assert_eq!(place.run("diff two.json two.json --protocol awsJson1_0").code, 0);
}

#[test]
fn list_shows_services_operations_and_what_is_reached() {
    let place = Place::new("list");
    assert_eq!(
        place.succeeds("list weather.json"),
        "\
example.weather#Weather
  version 2024-01-01, aws.protocols#awsJson1_1, 2 operations
    GetForecast
    ListStations
"
    );
    assert_eq!(
        place.succeeds("list weather.json --operations GetForecast"),
        "\
example.weather#Weather
  version 2024-01-01, aws.protocols#awsJson1_1, 1 operation
    GetForecast

reaches 4 shapes
  2 structures
    GetForecastInput
    GetForecastOutput
  1 error
    NoSuchStation
  1 enum
    Sky
"
    );
    assert!(place.succeeds("list weather.json --service Weather").contains("reaches 6 shapes\n"));
}

/// A service in botocore's form, with the least there can be.
const BOTOCORE: &str = r#"{
  "metadata": {
    "apiVersion": "2024-01-01", "endpointPrefix": "weather", "jsonVersion": "1.1", "protocol": "json",
    "serviceFullName": "Weather", "serviceId": "Weather", "signatureVersion": "v4", "targetPrefix": "Weather",
    "uid": "weather-2024-01-01"
  },
  "operations": {
    "Ask": { "name": "Ask", "http": { "method": "POST", "requestUri": "/" }, "output": { "shape": "AskResponse" } }
  },
  "shapes": {
    "AskResponse": { "type": "structure", "members": { "Sky": { "shape": "Text" } } },
    "Text": { "type": "string" }
  }
}"#;

#[test]
fn convert_makes_an_ast_that_generates_the_same_crate() {
    let place = Place::new("convert");
    place.write("botocore/service-2.json", BOTOCORE);
    let printed = place.succeeds("convert botocore/service-2.json");
    assert!(printed.starts_with("{\n  \"smithy\": \"2.0\""), "{printed}");
    let said = place.succeeds("convert botocore/service-2.json -o ast.json");
    assert_eq!(said, format!("ast.json: written, {} lines\n", printed.lines().count()));
    assert_eq!(place.read("ast.json"), printed);
    place.refuses("convert botocore/service-2.json -o no/such/folder/ast.json", 1, &["no/such/folder/ast.json"]);
    place.refuses("convert botocore/service-2.json -o botocore", 1, &["botocore: cannot be written"]);

    place.succeeds("generate botocore/service-2.json --out x");
    place.succeeds("generate ast.json --out y");
    let body = |path: &str| place.read(path).split_once('\n').unwrap().1.to_owned();
    assert_eq!(body("x/src/operation/ask.rs"), body("y/src/operation/ask.rs"));
}

#[test]
#[cfg(unix)]
fn who_stops_reading_changes_no_exit_code() {
    let place = Place::new("unread");
    let code = |line: &str| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinsmith"));
        command.args(line.split_whitespace()).current_dir(&place.folder).stdout(writer);
        command.output().unwrap().status.code()
    };
    assert_eq!(code("list weather.json"), Some(0));
    assert_eq!(code("generate weather.json --out weather --check"), Some(1));
    assert_eq!(code("generate weather.json --out weather"), Some(0));
    assert!(place.at("weather/src/lib.rs").exists());
}

/// The model of the worked example as IDL.
fn weather_idl(place: &Place) -> String {
    place.succeeds("convert weather.json --to idl")
}

#[test]
fn a_folder_of_idl_is_one_model() {
    let place = Place::new("idl-folder");
    place.write("model/weather.smithy", &weather_idl(&place));
    place.write("model/more/empty.smithy", "$version: \"2.0\"\nnamespace example.more\nstring More\n");
    assert_eq!(place.succeeds("list model"), place.succeeds("list weather.json"));
    let ast: serde_json::Value = serde_json::from_str(&place.succeeds("convert model")).unwrap();
    assert!(ast["shapes"].get("example.more#More").is_some());
}

#[test]
fn a_build_file_says_where_the_sources_of_a_folder_are() {
    let place = Place::new("idl-build");
    place.write("model/src/weather.smithy", &weather_idl(&place));
    place.write("model/other/broken.smithy", "no IDL");
    place.write("model/smithy-build.json", r#"{"version":"1.0","sources":["src"]}"#);
    assert_eq!(place.succeeds("list model"), place.succeeds("list weather.json"));
    place.write("model/smithy-build.json", r#"{"version":"1.0","sources":["src","gone"]}"#);
    place.refuses("list model", 1, &["smithy-build.json", "the source \"gone\" is not there"]);
    place.write("model/notes.txt", "none");
    place.write("model/smithy-build.json", r#"{"version":"1.0","sources":["src","notes.txt"]}"#);
    place.refuses("list model", 1, &["the source \"notes.txt\" is no file of Smithy", "Name .smithy files"]);
}

/// The model of the worked example in two files of IDL: the service with its operations, and the shapes.
fn write_halves(place: &Place) {
    let idl = weather_idl(place);
    let (service, shapes) = idl.split_at(idl.find("/// The station is not known.").unwrap());
    place.write("service.smithy", service);
    place.write("shapes.smithy", &format!("$version: \"2.0\"\nnamespace example.weather\n{shapes}"));
}

#[test]
fn several_files_of_idl_are_one_model() {
    let place = Place::new("idl-files");
    write_halves(&place);
    let both = "service.smithy shapes.smithy";
    assert_eq!(place.succeeds(&format!("list {both}")), place.succeeds("list weather.json"));
    assert_eq!(place.succeeds("list shapes.smithy service.smithy"), place.succeeds("list weather.json"));
    let page = place.succeeds("show weather.json GetForecast");
    assert_eq!(place.succeeds(&format!("show {both} GetForecast")), page);
    place.refuses("list service.smithy", 1, &["service.smithy:", "example.weather#NoSuchStation"]);
    place.refuses("show service.smithy shapes.smithy weather.json GetForecast", 2, &["3 given"]);
    place.refuses("list service.smithy weather.json", 2, &["weather.json is one too many"]);

    place.succeeds("generate weather.json --out whole");
    place.succeeds(&format!("generate {both} --out parts"));
    let body = |folder: &str| place.read(&format!("{folder}/src/types.rs")).split_once('\n').unwrap().1.to_owned();
    assert_eq!(body("parts"), body("whole"));
    let first = place.read("parts/src/lib.rs").lines().next().unwrap().to_owned();
    assert!(first.contains("tinsmith generate ../service.smithy ../shapes.smithy --out ."), "{first}");
}

#[test]
fn a_model_of_several_files_has_its_files_beside_it() {
    let place = Place::new("idl-files-beside");
    write_halves(&place);
    let added = r#"{ "smithy": "2.0", "shapes": { "example.weather#Nothing": { "type": "apply", "traits": {} } } }"#;
    place.write("shapes.tinsmith.json", added);
    place.refuses("list service.smithy shapes.smithy", 1, &["shapes.tinsmith.json: example.weather#Nothing"]);
}

#[test]
fn a_json_ast_in_a_folder_of_idl_is_a_part_of_the_model() {
    let place = Place::new("idl-json");
    write_halves(&place);
    place.write("model/service.smithy", &place.read("service.smithy"));
    place.write("model/deep/shapes.json", &place.succeeds("convert shapes.smithy"));
    place.write("model/deep/package.json", "{\"name\": \"a tool's settings\"}");
    assert_eq!(place.succeeds("list model"), place.succeeds("list weather.json"));

    // What is wrong in it is told with its line.
    let broken = place.read("model/deep/shapes.json").replacen("smithy.api#String", "example.weather#Strin", 1);
    place.write("model/deep/shapes.json", &broken);
    place.refuses("list model", 1, &["model/deep/shapes.json:", "example.weather#Strin does not exist", " | "]);

    place.write("model/deep/shapes.json", "{");
    place.write("model/deep/shapes.smithy", &place.read("shapes.smithy"));
    place.write("model/deep/service-2.json", r#"{"metadata": {"protocol": "json"}}"#);
    let ran = place.run("generate model --out o");
    let said = ran.err;
    assert_eq!(ran.code, 0, "{said}");
    assert!(said.contains("shapes.json: is left out: it is no JSON"), "{said}");
    assert!(said.contains("service-2.json: is left out: a botocore service"), "{said}");
    place.refuses("generate model --out o --strict", 1, &["service-2.json: is left out"]);
}

#[test]
fn revisions_of_several_files_are_compared() {
    let place = Place::new("idl-git");
    write_halves(&place);
    let git = |line: &str| {
        let words = line.split_whitespace();
        let status = Command::new("git").args(words).current_dir(&place.folder).output().unwrap().status;
        assert!(status.success(), "git {line}");
    };
    git("init --quiet");
    git("add service.smithy shapes.smithy");
    git("-c user.name=a -c user.email=a@example.com commit --quiet --message one");
    let both = "service.smithy shapes.smithy";
    assert!(!place.succeeds(&format!("diff --git HEAD {both}")).contains("Sky"));
    place.write(
        "shapes.smithy",
        &place.read("shapes.smithy").replacen("enum Sky {", "enum Sky {\n    FOG = \"fog\"", 1),
    );
    let said = place.succeeds(&format!("diff --git HEAD {both}"));
    assert!(said.contains("Sky$fog"), "{said}");
}

#[test]
#[cfg(unix)]
fn a_folder_that_holds_itself_is_read_once() {
    let place = Place::new("idl-circle");
    place.write("model/weather.smithy", &weather_idl(&place));
    for name in ["a", "b", "c"] {
        std::os::unix::fs::symlink(place.at("model"), place.at("model").join(name)).unwrap();
    }
    assert_eq!(place.succeeds("list model"), place.succeeds("list weather.json"));
}
