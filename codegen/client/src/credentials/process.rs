//! `credential_process`: a command that prints credentials as JSON.
//! Source: the AWS SDKs and Tools Reference Guide, "Process credential provider".

use core::time::Duration;
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use super::document::Document;
use super::{Credentials, CredentialsError};

/// How long a command may take, and how much it may print.
pub(super) const LONGEST: Duration = Duration::from_secs(60);
const LARGEST: u64 = 64 << 10;
/// How often the command is looked at while it runs.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs a command line, and reads what it prints. What it says on its standard error is not passed on: it may be secret.
pub(crate) fn run(line: &str, profile: &str) -> Result<Credentials, CredentialsError> {
    run_within(line, profile, LONGEST)
}

fn run_within(line: &str, profile: &str, longest: Duration) -> Result<Credentials, CredentialsError> {
    let failed = |what: &str| {
        CredentialsError::new(format!(
            "credential_process of the profile {profile}: {what}; run it yourself to see why"
        ))
    };
    let (shell, flag) = if cfg!(windows) { ("cmd.exe", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell)
        .args([flag, line])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(&format!("it cannot be started ({error})")))?;
    let Some(stdout) = child.stdout.take() else { return Err(failed("it has no standard output")) };
    let reader = std::thread::spawn(move || {
        let mut text = zeroize::Zeroizing::new(Vec::new());
        stdout.take(LARGEST + 1).read_to_end(&mut text).map(|_| text)
    });
    let status = wait(&mut child, longest).map_err(|what| failed(&what))?;
    let text = reader.join().map_err(|_| failed("its output cannot be read"))?;
    let text = text.map_err(|error| failed(&format!("its output cannot be read ({error})")))?;
    // Before its status: it fails because nobody reads on.
    if text.len() as u64 > LARGEST {
        return Err(failed("it printed more than 64 KiB"));
    }
    if !status.success() {
        return Err(failed(&format!("it failed ({status})")));
    }
    parse(&text).map_err(|what| failed(&what))
}

/// Waits for the command, and ends it where it takes too long.
fn wait(child: &mut Child, longest: Duration) -> Result<std::process::ExitStatus, String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if start.elapsed() < longest => std::thread::sleep(PAUSE),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("it did not end within {} s", longest.as_secs_f64()));
            }
            Err(error) => return Err(format!("it cannot be waited for ({error})")),
        }
    }
}

/// What the command printed.
fn parse(text: &[u8]) -> Result<Credentials, String> {
    let document =
        Document::read(text).ok_or("it printed something else than the JSON object that is asked for".to_owned())?;
    if document.version != Some(1) {
        return Err("it printed another Version than 1".to_owned());
    }
    document.credentials("credential_process").map_err(|what| format!("it printed {what}"))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    const GOOD: &str = r#"{"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"hush","SessionToken":"t","Expiration":"2030-01-01T00:00:00Z","AccountId":"123456789012"}"#;

    fn refused(line: &str) -> String {
        run_within(line, "p", Duration::from_millis(300)).unwrap_err().to_string()
    }

    #[test]
    fn what_it_prints_are_the_credentials() {
        let credentials = run(&format!("echo '{GOOD}'"), "p").unwrap();
        assert_eq!((credentials.access_key_id(), credentials.secret_access_key()), ("AKID", "hush"));
        assert_eq!((credentials.session_token(), credentials.account_id()), (Some("t"), Some("123456789012")));
        assert_eq!(credentials.expiry(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_893_456_000)));
    }

    #[test]
    fn a_command_that_hangs_is_ended() {
        let error = refused("sleep 60");
        assert!(error.starts_with("credential_process of the profile p: it did not end within 0.3 s"), "{error}");
    }

    #[test]
    fn a_command_that_fails_says_so_and_not_what_it_complained_of() {
        let error = refused("echo secret-in-error >&2; exit 3");
        assert!(error.contains("it failed (exit status: 3)") && !error.contains("secret"), "{error}");
    }

    #[test]
    fn garbage_is_refused_without_quoting_it() {
        for line in ["echo hush", "echo '{\"Version\":1,\"AccessKeyId\":7}'", "true"] {
            let error = refused(line);
            assert!(error.contains("something else than the JSON object") && !error.contains("hush"), "{error}");
        }
    }

    #[test]
    fn another_version_and_missing_keys_are_refused() {
        assert!(refused(r#"echo '{"Version":2}'"#).contains("another Version"));
        assert!(refused(r#"echo '{"Version":1,"AccessKeyId":"a"}'"#).contains("no SecretAccessKey"));
        let wrong_date = GOOD.replace("2030-01-01T00:00:00Z", "soon");
        assert!(refused(&format!("echo '{wrong_date}'")).contains("no date"));
    }

    #[test]
    fn endless_output_is_refused() {
        // The first may end by itself, the second ends because nobody reads on: either way the output is what is wrong.
        for line in ["head -c 70000 /dev/zero", "head -c 9000000 /dev/zero"] {
            let error = refused(line);
            assert!(error.contains("more than 64 KiB"), "{error}");
        }
    }
}
