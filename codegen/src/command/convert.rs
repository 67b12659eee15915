//! `tinsmith convert`: a model in another form: Smithy JSON AST, or Smithy IDL.

use std::path::Path;

use super::args::{Arguments, Opt, QUIET};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use super::{file, input};
use crate::model::{self, Format};

pub(super) const COMMAND: Command = Command {
    name: "convert",
    about: "Turn a model into Smithy IDL or a Smithy JSON AST",
    help: HELP,
    options: &[Opt::value("to", "FORM").of(&["idl", "ast"]), Opt::value("out", "FILE").or('o'), QUIET],
    run,
};

const HELP: &str = "\
Turn a model into Smithy IDL or a Smithy JSON AST

Usage: tinsmith convert MODEL… [--to FORM] [-o FILE]

MODEL is a Smithy JSON AST, which becomes IDL, or Smithy IDL or a botocore service-2.json, which become an AST,
unless --to or the name of FILE says otherwise. paginators-1.json and endpoint-rule-set-1.json are read where they stand
beside a service-2.json. `-` is the standard input, which has nothing beside it. Several .smithy files, and
folders of them, are one model. No service is needed.

Options:
      --to FORM   idl or ast; by default that which FILE's ending (.smithy, .json) says
  -o, --out FILE  Write to this file; by default the result is printed. IDL of several namespaces takes a folder,
                  in which each gets a file
  -q, --quiet     Do not say what was written
  -h, --help      This text

Examples:
  tinsmith convert model.json -o model.smithy
  tinsmith convert botocore/data/workmail/2017-10-01/service-2.json -o workmail.json
  tinsmith convert service-2.json --to idl | less
  tinsmith convert service.smithy types.smithy -o model.json
";

/// What a model is turned into.
#[derive(Clone, Copy)]
enum Form {
    Idl,
    Ast,
}

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let model = input::only("convert", &arguments.files)?;
    let out = arguments.path("out")?;
    let asked = form(arguments, out.as_deref())?;
    let (format, ast) = input::convert(&model)?;
    let form = asked.unwrap_or(match format {
        Format::SmithyAst => Form::Idl,
        Format::Botocore | Format::SmithyIdl => Form::Ast,
    });
    let files = match form {
        Form::Ast => {
            let text = serde_json::to_string_pretty(&ast)
                .map_err(|error| Failure::run(format!("{model}: cannot be written as JSON: {error}"), REPORT))?;
            vec![(String::new(), format!("{text}\n"))]
        }
        Form::Idl => model::idl(&model.to_string(), &ast)?,
    };
    match (out, files.as_slice()) {
        (None, [(_, text)]) => console.out(text)?,
        (Some(file), [(_, text)]) if !file.is_dir() || matches!(form, Form::Ast) => written(&file, text, console)?,
        (Some(folder), files) if folder.is_dir() => {
            for (namespace, text) in files {
                written(&folder.join(format!("{namespace}.smithy")), text, console)?;
            }
        }
        (_, files) => {
            let namespaces: Vec<&str> = files.iter().map(|(namespace, _)| namespace.as_str()).collect();
            let message =
                format!("{model}: has several namespaces, each of which is a file: {}", namespaces.join(", "));
            return Err(Failure::run(message, "name a folder that exists with -o"));
        }
    }
    Ok(Exit::Success)
}

/// What is asked for, if anything is said of it.
fn form(arguments: &Arguments, out: Option<&Path>) -> Result<Option<Form>, Failure> {
    match arguments.text("to")?.as_deref() {
        Some("idl") => Ok(Some(Form::Idl)),
        Some("ast") => Ok(Some(Form::Ast)),
        Some(other) => Err(Failure::usage(format_args!("there is no form {other:?}"), "the forms are idl and ast")),
        None => Ok(match out.and_then(Path::extension).and_then(|ending| ending.to_str()) {
            Some("smithy") => Some(Form::Idl),
            Some("json") => Some(Form::Ast),
            _ => None,
        }),
    }
}

fn written(file: &Path, text: &str, console: &mut Console<'_>) -> Result<(), Failure> {
    file::write(file, text).map_err(|error| {
        let message = format!("{}: cannot be written: {error}", file.display());
        Failure::run(message, "name a file in a folder that exists and can be written to")
    })?;
    console.say(&format!("{}: written, {} lines\n", file.display(), text.lines().count()))
}

const REPORT: &str = "report this as a fault of the generator";
