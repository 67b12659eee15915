//! `tinsmith convert`: a botocore description as a Smithy JSON AST.

use std::fs;
use std::path::Path;

use super::args::{Arguments, Opt, QUIET};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use super::input;

pub(super) const COMMAND: Command = Command {
    name: "convert",
    about: "Turn a botocore service-2.json into a Smithy 2.0 JSON AST",
    help: HELP,
    options: &[Opt::value("out", "FILE").or('o'), QUIET],
    run,
};

const HELP: &str = "\
Turn a botocore service-2.json into a Smithy 2.0 JSON AST

Usage: tinsmith convert service-2.json [-o FILE]

paginators-1.json and endpoint-rule-set-1.json are read where they stand beside it. `-` is the standard
input, which has nothing beside it.

Options:
  -o, --out FILE  Write the AST to this file; by default it is printed
  -q, --quiet     Do not say what was written
  -h, --help      This text

Examples:
  tinsmith convert botocore/data/workmail/2017-10-01/service-2.json -o workmail.json
  tinsmith convert service-2.json | less
";

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let model = arguments.only_file("convert", "service-2.json")?;
    let out = arguments.path("out")?;
    let ast = input::convert(model)?;
    let text = serde_json::to_string_pretty(&ast)
        .map_err(|error| Failure::run(format!("{}: cannot be written as JSON: {error}", model.display()), REPORT))?;
    let text = format!("{text}\n");
    match out {
        None => console.out(&text)?,
        Some(file) => {
            write(&file, &text)?;
            console.say(&format!("{}: written, {} lines\n", file.display(), text.lines().count()))?;
        }
    }
    Ok(Exit::Success)
}

const REPORT: &str = "report this as a fault of the generator";

/// Writes beside the file and moves the text into place, so that the file is never half-written.
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let moved = fs::write(&beside, text).and_then(|()| {
        fs::rename(&beside, file).inspect_err(|_| {
            // The other error is the one to tell.
            let _ = fs::remove_file(&beside);
        })
    });
    moved.map_err(|error| {
        let message = format!("{}: cannot be written: {error}", file.display());
        Failure::run(message, "name a file in a folder that exists and can be written to")
    })
}
