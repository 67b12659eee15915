//! The releases as an Atom feed (RFC 4287).

use maud::{Markup, html};
use sha2::{Digest, Sha256};

use super::address::{self, FEED, HOME};
use super::frame::Frame;
use super::history::{Release, Service};
use crate::show::ChangeKind;

/// How many entries a feed has.
const ENTRIES: usize = 100;

/// The feed. Without an address, its links are relative to the feed; ids do not depend on where the site is.
pub(super) fn feed(frame: &Frame, services: &[Service<'_>], url: Option<&str>) -> String {
    let base = url.map(|url| if url.ends_with('/') { url.to_owned() } else { format!("{url}/") }).unwrap_or_default();
    let mut releases: Vec<(&Service<'_>, &Release<'_>)> =
        services.iter().flat_map(|service| service.releases.iter().map(move |release| (service, release))).collect();
    releases.sort_by(|(_, a), (_, b)| b.day.cmp(a.day));
    let newest = releases.first().map_or("1970-01-01", |(_, release)| release.day);
    let folders: Vec<&str> = services.iter().map(|service| service.folder.as_str()).collect();
    let markup = html! {
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" {
            title { (frame.title) }
            id { (id(&folders.join(" "))) }
            updated { (newest) "T00:00:00Z" }
            author { name { (frame.title) } }
            link rel="self" href={ (base) (FEED) } {}
            link rel="alternate" type="text/html" href={ (base) (HOME) } {}
            @for (service, release) in releases.into_iter().take(ENTRIES) { (entry(service, release, &base)) }
        }
    };
    Frame::xml(&markup)
}

fn entry(service: &Service<'_>, release: &Release<'_>, base: &str) -> Markup {
    let page = address::release(&service.folder, &release.file);
    html! {
        entry {
            title { (release.heading) }
            id { (id(&page)) }
            updated { (release.day) "T00:00:00Z" }
            link rel="alternate" type="text/html" href={ (base) (page) } {}
            summary { (summary(release)) }
        }
    }
}

/// What the makers say, and which operations it is about.
fn summary(release: &Release<'_>) -> String {
    let names = |is_new: bool| {
        let changes = release.changes.iter().filter(|change| matches!(change.kind, ChangeKind::New) == is_new);
        changes.map(|change| change.operation.id.name()).collect::<Vec<_>>().join(", ")
    };
    let mut parts: Vec<String> = release.notes.map(str::to_owned).into_iter().collect();
    for (title, names) in [("New", names(true)), ("Updated", names(false))] {
        if !names.is_empty() {
            parts.push(format!("{title}: {names}."));
        }
    }
    if parts.is_empty() {
        parts.push(format!("{} changes beyond additions.", release.diff.changes.len()));
    }
    parts.join(" ")
}

/// A UUID that lasts (version 8, RFC 9562): made of a name, not of a time or an address.
fn id(name: &str) -> String {
    let mut bytes = [0_u8; 16];
    for (byte, hashed) in bytes.iter_mut().zip(Sha256::digest(format!("tinsmith site {name}"))) {
        *byte = hashed;
    }
    let number = u128::from_be_bytes(bytes);
    let number = number & !(0xf000 << 64) | (0x8000 << 64);
    let number = number & !(0xc000 << 48) | (0x8000 << 48);
    let hex = format!("{number:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn an_id_is_a_uuid_and_lasts() {
        let id = id("workmail/releases/2024-10-30.html");
        assert_eq!(id, "urn:uuid:a2cf9903-6f56-8828-bb12-f158abcdb428");
    }
}
