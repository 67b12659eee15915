//! The `tinsmith` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let options = tinsmith::generate::GenerateOptions {
        model: args[1].clone().into(),
        out: args[2].clone().into(),
        package: None,
        load: Default::default(),
        runtime: tinsmith::render::manifest::RuntimeSource::Path(args[3].clone()),
        command: "cargo xtask regenerate".to_owned(),
    };
    match tinsmith::generate::write(&options) {
        Ok((g, changes)) => {
            for w in &g.warnings {
                eprintln!("warning: {w}");
            }
            println!(
                "{} files, {} changes, {} lines",
                g.files.len(),
                changes.len(),
                g.files.values().map(|t| t.lines().count()).sum::<usize>()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
