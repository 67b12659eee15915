//! The report as annotations of a pull request's files: workflow commands, which GitHub's runner reads from any output.

use std::fmt::Write as _;

use super::change::Severity;
use super::group::{self, Group};
use super::located::Located;

/// How many places an annotation names.
const SHOWN_PLACES: usize = 12;

/// The annotations, one a line and a cause: of one step a run shows ten of each kind.
///
/// ```text
/// ::error file=model.json,line=12,title=Weather%3A breaking::The length of `Code` goes from 1 to 10 to 1 to 5. …
/// ```
pub fn github(located: &[Located<'_>]) -> String {
    let mut out = String::new();
    for one in located {
        for group in group::groups(one.diff) {
            let Some(change) = group.worst() else { continue };
            let accepted = change.accepted.as_deref();
            let kind = match group.severity {
                Severity::Breaking if accepted.is_none() => "error",
                Severity::Risky if accepted.is_none() => "warning",
                Severity::Breaking | Severity::Risky | Severity::Compatible => "notice",
            };
            let place = one
                .line(change)
                .map_or_else(String::new, |(file, line)| format!("file={},line={line},", property(file)));
            let word = if accepted.is_some() { "accepted" } else { group.severity.name() };
            let title = property(&format!("{}: {word}", one.diff.service));
            // Writing to a string cannot fail.
            let _ = writeln!(out, "::{kind} {place}title={title}::{}", data(&message(&group, accepted)));
        }
    }
    out
}

fn message(group: &Group<'_>, accepted: Option<&str>) -> String {
    let mut parts = vec![group.title()];
    let places = group.places();
    if places.len() > 1 {
        let shown = places.iter().take(SHOWN_PLACES).cloned().collect::<Vec<_>>().join(", ");
        let more = places.len().saturating_sub(SHOWN_PLACES);
        parts.push(if more == 0 { format!("At {shown}.") } else { format!("At {shown} and {more} more.") });
    }
    parts.extend(group.worst().map(|change| change.reason.clone()));
    parts.extend(accepted.map(|reason| format!("Accepted: {reason}")));
    parts.extend(group.worst().map(|change| format!("({})", change.id)));
    parts.join(" ")
}

/// Text behind `::`, as the runner takes it apart.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_runner_would_take_for_its_own_is_escaped() {
        assert_eq!(data("50%\r\n::error::x"), "50%25%0D%0A::error::x");
        assert_eq!(property("a,b:c%"), "a%2Cb%3Ac%25");
    }
}
