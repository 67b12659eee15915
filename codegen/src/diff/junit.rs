//! The report for what shows test results: the XML of `JUnit`, a case for each change. By hand: three elements, and what counts
//! is that no text of a model gets out of its place.

use std::fmt::Write as _;

use super::change::{Change, Severity};
use super::located::Located;

/// The report, a suite for each diff. A change at least as bad as `limit` fails; what is accepted is skipped. Where nothing
/// differs, one case says so.
pub fn junit(located: &[Located<'_>], limit: Severity) -> String {
    let cases = |one: &Located<'_>| one.diff.changes.len().max(1);
    let fails = |change: &Change| change.accepted.is_none() && change.severity >= limit;
    let failures = |one: &Located<'_>| one.diff.changes.iter().filter(|change| fails(change)).count();
    let skipped = |one: &Located<'_>| one.diff.changes.iter().filter(|change| change.accepted.is_some()).count();
    let counts = |of: &[Located<'_>]| {
        let sum = |count: &dyn Fn(&Located<'_>) -> usize| of.iter().map(count).sum::<usize>();
        let (tests, failures, skipped) = (sum(&cases), sum(&failures), sum(&skipped));
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
    };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut line = |text: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{text}");
    };
    line(&format!("<testsuites name=\"tinsmith diff\" {}>", counts(located)));
    for one in located {
        let service = attribute(&one.diff.service);
        line(&format!("  <testsuite name=\"{service}\" {}>", counts(std::slice::from_ref(one))));
        if one.diff.changes.is_empty() {
            line(&format!("    <testcase classname=\"{service}\" name=\"no difference\" time=\"0\"/>"));
        }
        for change in &one.diff.changes {
            let place = one
                .line(change)
                .map_or_else(String::new, |(file, line)| format!(" file=\"{}\" line=\"{line}\"", attribute(file)));
            let name = attribute(&change.id);
            let severity = change.severity.name();
            line(&format!("    <testcase classname=\"{service}.{severity}\" name=\"{name}\" time=\"0\"{place}>"));
            let said = content(&format!("{}\n{}", change.summary, change.reason));
            match &change.accepted {
                Some(reason) => line(&format!("      <skipped message=\"accepted: {}\"/>", attribute(reason))),
                None if fails(change) => {
                    let summary = attribute(&change.summary);
                    line(&format!("      <failure type=\"{severity}\" message=\"{summary}\">{said}</failure>"));
                }
                None => line(&format!("      <system-out>{said}</system-out>")),
            }
            line("    </testcase>");
        }
        line("  </testsuite>");
    }
    line("</testsuites>");
    out
}

/// Text between tags; what XML has no place for is shown as an escape.
fn content(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            '\u{fffe}' | '\u{ffff}' => out.extend(c.escape_unicode()),
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// The value of an attribute, in one line.
fn attribute(text: &str) -> String {
    content(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(content("a<b>&\"\u{1}\n"), "a&lt;b&gt;&amp;&quot;\\u{1}\n");
        assert_eq!(attribute("a\nb"), "a b");
    }
}
