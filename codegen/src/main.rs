//! The `tinsmith` command. All of it is in [`tinsmith::command`].

use std::process::ExitCode;

fn main() -> ExitCode {
    let (out, err) = (std::io::stdout(), std::io::stderr());
    tinsmith::command::run(std::env::args_os().skip(1), &mut out.lock(), &mut err.lock()).into()
}
