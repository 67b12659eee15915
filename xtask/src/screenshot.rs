//! `cargo xtask screenshot`: the picture of a page of `tinsmith site` that the README shows, taken by headless Chromium.

use std::path::Path;
use std::process::{Command, Stdio};

use tinsmith::generate;
use tinsmith::model::{self, LoadOptions};
use tinsmith::site::{self, History, SiteOptions, Version};

use crate::{Failure, Task, root};

pub(crate) const TASK: Task = Task {
    name: "screenshot",
    usage: "",
    about: "Take the README's picture of a page of WorkMail anew; needs Chromium",
    run,
};

/// The model, below the root.
const MODEL: &str = "model/workmail.json";

/// The page that is shown.
const PAGE: &str = "workmail/operations/ListUsers.html";

/// The picture, below the root.
const PICTURE: &str = "xtask/site.png";

/// A README should load quickly.
const MAX_BYTES: u64 = 150_000;

/// The names that Chromium and what is made of it have.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

fn run(words: &[String]) -> Result<(), Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::Usage(format!("screenshot has no option {word:?}")));
    }
    let root = root();
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root.as_path() };
    let root = root.canonicalize().map_err(|error| Failure::Run(format!("{}: {error}", root.display())))?;
    let options = LoadOptions { streams: true, ..LoadOptions::default() };
    let loaded = model::load(&root.join(MODEL), &options).map_err(|errors| Failure::Run(errors.to_string()))?;
    let version = Version { name: MODEL.to_owned(), loaded, day: None, notes: None };
    let site = site::site(&[History { versions: vec![version] }], &SiteOptions::default())
        .map_err(|error| Failure::Run(error.to_string()))?;
    let out = root.join("target").join("screenshot");
    generate::write_site(&out, &site.files).map_err(|error| Failure::Run(error.to_string()))?;
    let (page, picture) = (out.join(PAGE), root.join(PICTURE));
    take(&page, &picture)?;
    let bytes = std::fs::metadata(&picture).map_or(0, |metadata| metadata.len());
    if bytes == 0 || bytes > MAX_BYTES {
        return Err(Failure::Run(format!(
            "{PICTURE} has {bytes} bytes, at most {MAX_BYTES} are wanted\n  show less of the page"
        )));
    }
    println!("{PICTURE}: {bytes} bytes");
    Ok(())
}

fn take(page: &Path, picture: &Path) -> Result<(), Failure> {
    let browser = BROWSERS.into_iter().find(|program| {
        let mut version = Command::new(program);
        version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        version.status().is_ok_and(|status| status.success())
    });
    let Some(browser) = browser else {
        return Err(Failure::Run(
            "chromium is not there\n  install it, such as by: apt-get install chromium".to_owned(),
        ));
    };
    let status = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,1000"])
        .arg(format!("--screenshot={}", picture.display()))
        .arg(format!("file://{}", page.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Run(format!("{browser}: {status}\n  see what it says when it is run by hand"))),
        Err(error) => Err(Failure::Run(format!("{browser}: {error}\n  install it"))),
    }
}
