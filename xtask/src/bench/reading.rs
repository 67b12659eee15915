//! What it costs to read Smithy IDL: WorkMail beside its JSON AST, and one large file.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::measure::{self, Cost};
use super::write;
use crate::Failure;

/// How large the large file is, in bytes.
const LARGE: usize = 10_000_000;

/// How long reading it may take, in seconds.
const GOAL: f64 = 1.0;

/// Measures `tinsmith list`, which reads and checks a model and does little else; gives the lines to print.
pub(super) fn lines(tinsmith: &Path, root: &Path, folder: &Path) -> Result<String, Failure> {
    let json = root.join("model").join("workmail.json");
    let idl = folder.join("workmail.smithy");
    measure::quietly(Command::new(tinsmith).arg("convert").arg(&json).arg("-o").arg(&idl))?;
    let large = large(folder)?;
    let list = |model: &PathBuf| measure::quietly(Command::new(tinsmith).arg("list").arg(model));
    let json = measure::median(5, 5, || list(&json))?;
    let idl = measure::median(5, 5, || list(&idl))?;
    let large = measure::median(3, 1, || list(&large))?;
    Ok(told(json, idl, large))
}

fn told(json: Cost, idl: Cost, large: Cost) -> String {
    let ratio = idl.best().as_secs_f64() / json.best().as_secs_f64().max(f64::EPSILON);
    let seconds = large.best().as_secs_f64();
    let verdict = |reached: bool| if reached { "reached" } else { "missed" };
    format!(
        "list of WorkMail from its JSON AST: {json}\n\
         list of WorkMail from IDL: {idl}; ratio {ratio:.2} (goal 1.00: {})\n\
         list of {} MB of IDL in one file: {large} (goal {GOAL:.2} s: {})",
        verdict(ratio <= 1.0),
        LARGE / 1_000_000,
        verdict(seconds <= GOAL),
    )
}

/// A model of many structures in one file, documented and constrained as those of real models are.
///
/// ```text
/// /// The 7th structure. …
/// structure Shape7 {
///     /// A name.
///     @required
///     @length(min: 1, max: 64)
///     name: String
///     …
/// }
/// ```
fn large(folder: &Path) -> Result<PathBuf, Failure> {
    let mut text = String::from(
        "$version: \"2\"\n\nnamespace com.example\n\nuse aws.protocols#awsJson1_1\n\n\
         @awsJson1_1\nservice Large {\n    version: \"1\"\n    operations: [Get]\n}\n\n\
         operation Get {\n    input := {\n        first: Shape0\n    }\n    output := {}\n}\n",
    );
    for number in 0.. {
        if text.len() >= LARGE {
            break;
        }
        let next = number + 1;
        text.push_str(&format!(
            "\n/// Structure {number}. It stands for what models say of their shapes, in a line or two,\n\
             /// with words and `code` among them.\nstructure Shape{number} {{\n    /// A name that somebody gave it.\n    \
             @required\n    @length(min: 1, max: 64)\n    name: String\n\n    /// How many there are of it.\n    \
             @range(min: 0, max: {next})\n    count: Integer = 0\n\n    tags: Tags{number}\n\n    next: Shape{next}\n}}\n\n\
             list Tags{number} {{\n    @pattern(\"^[a-z]+$\")\n    member: String\n}}\n"
        ));
        if text.len() >= LARGE {
            text.push_str(&format!("\nstructure Shape{next} {{}}\n"));
        }
    }
    let file = folder.join("large.smithy");
    write(&file, &text)?;
    Ok(file)
}
