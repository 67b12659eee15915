//! `workmail-local`: starts, serves until Ctrl-C, stops.

use std::process::ExitCode;
use std::{env, fs};

use tokio::net::TcpListener;
use workmail_local::logged::Logged;
use workmail_local::options::{Command, HELP, Options, parse};
use workmail_local::{Clock, Local, Store, seed};

fn main() -> ExitCode {
    match parse(env::args_os().skip(1)) {
        Ok(Command::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Ok(Command::Serve(options)) => match run(options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => {
                eprintln!("error: {message}");
                ExitCode::from(1)
            }
        },
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(options: Options) -> Result<(), String> {
    let store = store(&options)?;
    if let Some(path) = &options.seed {
        let place = |error: &dyn std::fmt::Display| format!("--seed {}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|error| place(&error))?;
        for (id, alias) in seed::plant(&store, &text).map_err(|error| place(&error))? {
            println!("organization {id} {alias}");
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the runtime cannot start: {error}"))?;
    runtime.block_on(serve(Local::new(store), &options))
}

/// The store that the options ask for.
fn store(options: &Options) -> Result<Store, String> {
    let clock = options.clock.map_or(Clock::System, Clock::counted);
    let settings = options.settings.clone();
    match &options.state {
        None => Ok(Store::in_memory(settings, clock)),
        Some(path) => {
            Store::in_file(path, settings, clock).map_err(|error| format!("--state {}: {error}", path.display()))
        }
    }
}

async fn serve(local: Local, options: &Options) -> Result<(), String> {
    let listener =
        TcpListener::bind(options.listen).await.map_err(|error| format!("--listen {}: {error}", options.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("listening on http://{address}");
    let quiet = options.quiet;
    let service = Logged::new(local.service(), move |line| {
        if !quiet {
            println!("{line}");
        }
    });
    let stop = async {
        // Without signals the process is stopped the hard way, which loses nothing either.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tinsmith_server::serve(listener, service, stop).await.map_err(|error| error.to_string())?;
    println!("stopped");
    Ok(())
}
