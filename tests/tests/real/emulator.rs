//! Emulators as processes of their own, each at a port of its own, for as long as a test needs them.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long one may take to come up.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many calls moto takes from anybody: those of [`MAKE_A_CALLER`].
const UNCHECKED: &str = "4";

/// Makes somebody who may do all, by boto3, which comes with moto; prints the id of their key and its secret.
const MAKE_A_CALLER: &str = r#"
import boto3, json, sys
iam = boto3.client("iam", endpoint_url=sys.argv[1], region_name="us-east-1",
                   aws_access_key_id="nobody", aws_secret_access_key="yet")
everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
iam.create_user(UserName="caller")
policy = iam.create_policy(PolicyName="everything", PolicyDocument=json.dumps(everything))
iam.attach_user_policy(UserName="caller", PolicyArn=policy["Policy"]["Arn"])
key = iam.create_access_key(UserName="caller")["AccessKey"]
print(key["AccessKeyId"], key["SecretAccessKey"])
"#;

/// Where the certificates of the misbehaving server are, and their authority.
fn certificates() -> PathBuf {
    tinsmith_tests::home().join("src/misbehaving/certificates")
}

/// The authority of the certificate that moto has over TLS.
pub(super) fn authority() -> PathBuf {
    certificates().join("authority.pem")
}

/// Python with moto, from the folder of packages in `TINSMITH_MOTO`, else where Python finds it; `None`, and a line that
/// says so, where it does not.
fn python_with_moto() -> Option<impl Fn() -> Command> {
    let python = || {
        let mut python = Command::new("python3");
        if let Some(packages) = std::env::var_os("TINSMITH_MOTO") {
            python.env("PYTHONPATH", packages);
        }
        python
    };
    let found = python().args(["-c", "import moto.server, flask"]).stderr(Stdio::null()).status();
    if found.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    eprintln!("skipped: clients at moto: python3 with moto[server] is not there; TINSMITH_MOTO says where");
    None
}

/// One that runs. It ends when it is dropped.
pub(super) struct Emulator {
    name: &'static str,
    scheme: &'static str,
    address: SocketAddr,
    process: Child,
    keys: [String; 2],
}

impl Emulator {
    /// moto's server, which checks signatures by botocore's own code; `None`, and a line that says so, where there is
    /// none.
    pub(super) fn moto() -> Option<Self> {
        let python = python_with_moto()?;
        let mut moto = Self::start("moto", "http", |port| {
            let mut command = python();
            command.env("INITIAL_NO_AUTH_ACTION_COUNT", UNCHECKED);
            command.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()]);
            command
        });
        let made = python().args(["-c", MAKE_A_CALLER, &moto.url()]).output().unwrap();
        let printed = String::from_utf8_lossy(&made.stdout).into_owned();
        let Some((id, secret)) = printed.trim().split_once(' ') else {
            panic!("{}", String::from_utf8_lossy(&made.stderr));
        };
        moto.keys = [id.to_owned(), secret.to_owned()];
        Some(moto)
    }

    /// The same over TLS, which is OpenSSL's, with a certificate of [`authority`]; it takes whoever comes.
    pub(super) fn moto_over_tls() -> Option<Self> {
        let python = python_with_moto()?;
        let file = |name: &str| certificates().join(name).display().to_string();
        Some(Self::start("moto over TLS", "https", |port| {
            let mut command = python();
            command.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()]);
            command.args(["-c", &file("loopback.pem"), "-k", &file("loopback.key.pem")]);
            command
        }))
    }

    /// dynalite: the package whose folder is in `TINSMITH_DYNALITE`; `None`, and a line that says so, where there is
    /// none, or no Node to run it.
    pub(super) fn dynalite() -> Option<Self> {
        let folder = std::env::var_os("TINSMITH_DYNALITE").map(PathBuf::from);
        let program = folder.map(|folder| folder.join("cli.js")).filter(|program| program.is_file());
        let node = Command::new("node").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        let Some(program) = program.filter(|_| node.is_ok_and(|status| status.success())) else {
            eprintln!("skipped: a client at dynalite: node is not there, or no dynalite in TINSMITH_DYNALITE");
            return None;
        };
        Some(Self::start("dynalite", "http", |port| {
            let mut command = Command::new("node");
            command.arg(&program).args(["--host", "127.0.0.1", "--port", &port.to_string()]);
            command.args(["--createTableMs", "50", "--deleteTableMs", "50"]);
            command
        }))
    }

    fn start(name: &'static str, scheme: &'static str, command: impl Fn(u16) -> Command) -> Self {
        // A port that was free a moment ago: another process may take it, and then another is tried.
        for _ in 0..3 {
            let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            let mut command = command(address.port());
            let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            // Who takes anybody takes this one.
            let keys = ["AKIDEXAMPLE".to_owned(), "secret".to_owned()];
            let mut emulator = Self { name, scheme, address, process, keys };
            if emulator.comes_up() {
                return emulator;
            }
        }
        panic!("{name} does not come up");
    }

    /// Waits until it takes connections; `false` where it ends instead.
    fn comes_up(&mut self) -> bool {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.process.try_wait().unwrap().is_some() {
                return false;
            }
            if TcpStream::connect(self.address).is_ok() {
                return true;
            }
            thread::sleep(Duration::from_millis(50));
        }
        false
    }

    /// What it is called.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// The id of an access key that it knows, and its secret.
    pub(super) fn keys(&self) -> &[String; 2] {
        &self.keys
    }

    /// Where it is: `http://127.0.0.1:5000`.
    pub(super) fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // One that ended by itself is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
