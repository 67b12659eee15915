//! A folder of static pages: models and their histories → HTML that needs no server.
//!
//! | file | holds |
//! | --- | --- |
//! | `history` | the states of one service's model, and what each release changed |
//! | `address` | names of files, anchors, and how pages lead to each other |
//! | `frame` | what stands around every page |
//! | `operation`, `release`, `index` | one kind of page each |
//! | `members` | parameters and response structure |
//! | `changes` | what a change is, on both kinds of pages that tell of it |
//! | `feed` | the releases as an Atom feed |
//! | `search` | what the script searches in |
//! | `assets` | the style sheet and the script |
//!
//! Whatever a model says stands in templates that escape it: no text becomes markup or script. The same models give the
//! same bytes. Addresses last: they are made of names of the model and of days, never of positions.

mod address;
mod changes;
mod feed;
mod frame;
mod history;
mod index;
mod members;
mod operation;
mod release;
mod search;

use std::collections::BTreeMap;
use std::fmt;

pub use history::{History, Version, folder};

use history::Service;

/// What the caller decides about the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteOptions {
    /// What the site is called.
    pub title: Option<String>,
    /// Where the site will be, for the links of the feed: `https://docs.example.com/api/`.
    pub url: Option<String>,
    /// The protocols to choose from for the calls in Rust, by trait id or its name.
    pub protocols: Vec<String>,
}

/// The files of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Path below the site's folder, with `/` → text.
    pub files: BTreeMap<String, String>,
    /// What the reader should know.
    pub warnings: Vec<String>,
}

/// Why there is no site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteError {
    /// Two services would share a folder.
    Folders {
        /// Its name.
        folder: String,
        /// The file of the first.
        first: String,
        /// The file of the second.
        second: String,
    },
    /// There is no model to show.
    Nothing,
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folders { folder, first, second } => write!(
                f,
                "{first} and {second} describe two services that would both be in the folder {folder}\n  make a site of \
                 each, with another --out"
            ),
            Self::Nothing => f.write_str("there is no model to show\n  name a model"),
        }
    }
}

impl std::error::Error for SiteError {}

/// The pages of some services, in memory.
///
/// # Errors
/// There is nothing to show, or two services would share a folder.
pub fn site(histories: &[History], options: &SiteOptions) -> Result<Site, SiteError> {
    let mut warnings = Vec::new();
    let mut services: Vec<Service<'_>> = Vec::new();
    for history in histories {
        let service = Service::of(history, &options.protocols, &mut warnings).ok_or(SiteError::Nothing)?;
        if let Some(other) = services.iter().find(|other| other.folder == service.folder) {
            return Err(SiteError::Folders {
                folder: service.folder,
                first: other.file.to_owned(),
                second: service.file.to_owned(),
            });
        }
        services.push(service);
    }
    if services.is_empty() {
        return Err(SiteError::Nothing);
    }
    services.sort_by(|a, b| (a.title.to_lowercase(), &a.folder).cmp(&(b.title.to_lowercase(), &b.folder)));
    let has_feed = services.iter().any(|service| !service.releases.is_empty());
    let title = options.title.clone().unwrap_or_else(|| match services.as_slice() {
        [only] => format!("{} API", only.title),
        _ => "API reference".to_owned(),
    });
    let frame = frame::Frame { title, has_feed };
    let mut files = BTreeMap::from([
        (address::STYLE.to_owned(), frame::style()),
        (address::SCRIPT.to_owned(), frame::script()),
        (address::SEARCH.to_owned(), search::index(&services)),
        (address::HOME.to_owned(), index::home(&frame, &services)),
    ]);
    if has_feed {
        files.insert(address::DAYS.to_owned(), index::days(&frame, &services));
        files.insert(address::FEED.to_owned(), feed::feed(&frame, &services, options.url.as_deref()));
    }
    for service in &services {
        files.insert(address::service(&service.folder), index::service(&frame, service));
        for (at, operation) in service.model.operations.iter().enumerate() {
            let path = address::operation(&service.folder, service.file_of(operation.id.name()));
            files.insert(path, operation::page(&frame, service, at, operation));
        }
        for (at, release) in service.releases.iter().enumerate() {
            let path = address::release(&service.folder, &release.file);
            files.insert(path, release::page(&frame, service, at, release));
        }
    }
    Ok(Site { files, warnings })
}
