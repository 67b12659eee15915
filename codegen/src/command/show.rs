//! `tinsmith show`: one operation the way a reference page has it.

use super::args::{Arguments, Opt};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use super::input;
use crate::lower::{self, LowerOptions};
use crate::model::LoadOptions;
use crate::show;

pub(super) const COMMAND: Command = Command {
    name: "show",
    about: "Print the reference page of one operation: syntax, members, exceptions, the Rust call",
    help: HELP,
    options: &[
        Opt::value("service", "ID"),
        Opt::value("package", "NAME"),
        Opt::value("protocol", "ID"),
        Opt::value("beside", "FILE"),
    ],
    run,
};

const HELP: &str = "\
Print the reference page of one operation: syntax, members, exceptions, the Rust call

Usage: tinsmith show MODEL… OPERATION [--service ID] [--package NAME] [--protocol ID]

MODEL is a file, a folder of .smithy files, several of these, or `-` for the standard input.

Options:
  --service ID    The service, by name or absolute id, where the file has several
  --package NAME  The package that the Rust call uses; by default made of the service's
  --protocol ID   The protocol of the crate, by name or absolute id; by default the first of the service's that is
                  spoken
  --beside FILE   Add the traits that this file gives to the model's shapes; by default NAME.tinsmith.json beside
                  NAME.json, if it is there
  -h, --help      This text

Examples:
  tinsmith show workmail.json ListUsers
  tinsmith show workmail.json list_users | less
";

const HAS_THEM: &str = "`tinsmith list MODEL` has the operations";

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let [files @ .., operation] = arguments.files.as_slice() else {
        return Err(Failure::usage("show takes a model and an operation, 0 given", HAS_THEM));
    };
    let models = input::models(files);
    let [file] = models.as_slice() else {
        let given = models.len() + 1;
        return Err(Failure::usage(format_args!("show takes a model and an operation, {given} given"), HAS_THEM));
    };
    let protocols: Vec<String> = arguments.text("protocol")?.into_iter().collect();
    let options = LoadOptions {
        service: arguments.text("service")?,
        protocols: protocols.clone(),
        beside: arguments.path("beside")?,
        streams: true,
        ..LoadOptions::default()
    };
    let loaded = input::load(file, &options)?;
    let options = LowerOptions { package: arguments.text("package")?, file: file.to_string(), protocols };
    let lowered = lower::lower(&loaded.model, &options)?;
    let name = operation.to_string_lossy();
    let page = show::operation(&loaded.model, &lowered, &name)
        .map_err(|error| Failure::Run(vec![format!("{file}: {error}")]))?;
    console.out(&page)?;
    Ok(Exit::Success)
}
