//! The program as a process of its own, for as long as a test needs it.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use workmail::config::{Config, Credentials, Region, RetryConfig};

/// The program, and where it listens. When this is dropped it is killed, whatever it is at (`kill -9`).
pub(crate) struct Running {
    child: Child,
    pub(crate) address: String,
}

impl Running {
    /// Starts the program with further options.
    pub(crate) fn start<'a>(options: impl IntoIterator<Item = &'a OsStr>) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_workmail-local"))
            .args(["--listen", "127.0.0.1:0", "--quiet"])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines.map_while(Result::ok).find_map(|line| Some(line.strip_prefix("listening on ")?.to_owned()));
        Self { child, address: address.expect("it says where it listens") }
    }

    /// What a client of it needs. It does not try again: what a test sees is what the program did.
    pub(crate) fn config(&self) -> Config {
        Config::builder()
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
            .endpoint_url(&*self.address)
            .retry_config(RetryConfig::disabled())
            .build()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
