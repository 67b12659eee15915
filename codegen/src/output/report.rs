//! A plan in words: what is missing, stale or left over, with the first lines that differ.

use super::plan::Change;

/// Differing lines that a report shows of one file.
const SHOWN_LINES: usize = 6;

/// One paragraph a change; empty where there are none.
pub fn report(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        match change {
            Change::Missing { path, .. } => text.push_str(&format!("missing: {path}\n")),
            Change::Orphan { path } => text.push_str(&format!("orphaned: {path}\n")),
            Change::Stale { path, text: wanted, found } => {
                text.push_str(&format!("stale: {path}\n"));
                text.push_str(&short_diff(found, wanted));
            }
        }
    }
    text
}

/// The lines between what both texts start and end with: `-` as found, `+` as wanted.
fn short_diff(found: &str, wanted: &str) -> String {
    let (found, wanted): (Vec<&str>, Vec<&str>) = (found.lines().collect(), wanted.lines().collect());
    let same_start = found.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
    let (found_rest, wanted_rest) = (found.get(same_start..).unwrap_or(&[]), wanted.get(same_start..).unwrap_or(&[]));
    let same_end = found_rest.iter().rev().zip(wanted_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let mut text = format!("  line {}:\n", same_start + 1);
    for (sign, lines) in [('-', found_rest), ('+', wanted_rest)] {
        let differing = lines.get(..lines.len().saturating_sub(same_end)).unwrap_or(&[]);
        for line in differing.iter().take(SHOWN_LINES) {
            text.push_str(&format!("  {sign} {line}\n"));
        }
        if differing.len() > SHOWN_LINES {
            text.push_str(&format!("  {sign} … {} more\n", differing.len() - SHOWN_LINES));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::output::Change;

    #[test]
    fn each_change_in_words() {
        let lines = |from: usize, to: usize| (from..=to).map(|n| format!("{n}\n")).collect::<String>();
        let changes = [
            Change::Missing { path: "a.rs".to_owned(), text: String::new() },
            Change::Stale { path: "b.rs".to_owned(), found: "1\n2\n3\n".to_owned(), text: "1\nzwei\n3\n".to_owned() },
            Change::Stale { path: "c.rs".to_owned(), found: lines(1, 9), text: String::new() },
            Change::Orphan { path: "d.rs".to_owned() },
        ];
        let expected = "missing: a.rs\n\
            stale: b.rs\n  line 2:\n  - 2\n  + zwei\n\
            stale: c.rs\n  line 1:\n  - 1\n  - 2\n  - 3\n  - 4\n  - 5\n  - 6\n  - … 3 more\n\
            orphaned: d.rs\n";
        assert_eq!(report(&changes), expected);
        assert_eq!(report(&[]), "");
    }
}
