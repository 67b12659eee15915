//! What a person has written into a generated `Cargo.toml`, kept over the next run.
//!
//! Ours are the blocks between two marks, each with one table's header and our keys in it; what stands outside is
//! somebody's own. Line by line: a block has no blank line and no value over several lines.

use std::collections::BTreeSet;

use super::plan::is_ours;
use crate::render::manifest::{BEGIN, END, PackageMetadata};

/// A part of a manifest.
#[derive(Debug, PartialEq, Eq)]
enum Part<'t> {
    /// Ours, without the marks.
    Block {
        /// What stands behind the mark.
        name: &'t str,
        lines: Vec<&'t str>,
    },
    /// A line outside.
    Own(&'t str),
}

/// Keys that this or an earlier release has put into a block. Another one was put there by somebody, such as
/// `cargo add`.
const OUR_KEYS: [&str; 7] =
    ["name", "edition", "rust-version", "serde", "tinsmith-client", "tinsmith-runtime", "tinsmith-server"];

/// The manifest as it should be where `found` is there: the blocks of `fresh`, everything else of `found`, and what the
/// options say of the package.
pub fn keep(found: &str, fresh: &str, metadata: &PackageMetadata) -> String {
    let found_parts = parts(found);
    if !is_ours(found) || !found_parts.iter().any(|part| matches!(part, Part::Block { .. })) {
        return fresh.to_owned();
    }
    let fresh_parts = parts(fresh);
    let blocks: Vec<(&str, &[&str])> = fresh_parts
        .iter()
        .filter_map(|part| match part {
            Part::Block { name, lines } => Some((*name, lines.as_slice())),
            Part::Own(_) => None,
        })
        .collect();
    let header = fresh.lines().next().unwrap_or_default();
    let mut out = vec![header.to_owned()];
    let mut written = BTreeSet::new();
    for part in found_parts.iter().skip(1) {
        match part {
            Part::Own(line) => match blocks.iter().find(|(name, _)| is_table(line, name) && !has(&found_parts, name)) {
                // Somebody has written the table that we now have something for.
                Some((name, lines)) if written.insert(*name) => push_block(&mut out, name, lines),
                Some(_) | None => out.push((*line).to_owned()),
            },
            Part::Block { name, lines } => {
                match blocks.iter().find(|(known, _)| known == name) {
                    Some((_, fresh)) if written.insert(*name) => push_block(&mut out, name, fresh),
                    Some(_) => {}
                    // Nothing of ours is left in the table; what somebody put below it needs its header.
                    None => out.push(format!("[{name}]")),
                }
                let ours = blocks.iter().find(|(known, _)| known == name).map_or(&[][..], |(_, fresh)| fresh);
                out.extend(lines.iter().filter(|line| is_added(line, ours)).map(|line| (*line).to_owned()));
            }
        }
    }
    for (name, lines) in blocks {
        if written.insert(name) {
            out.push(String::new());
            push_block(&mut out, name, lines);
        }
    }
    for (key, value) in metadata.given() {
        set(&mut out, key, &value);
    }
    format!("{}\n", out.join("\n"))
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut open = false;
    // A return that stands alone at the end of a line would be taken for part of the line's end the next time.
    for line in text.lines().map(|line| line.trim_end_matches('\r')) {
        if let Some(name) = line.strip_prefix(BEGIN) {
            parts.push(Part::Block { name: name.trim(), lines: Vec::new() });
            open = true;
        } else if open && line.starts_with(END) {
            open = false;
        } else {
            // Where somebody has removed the end, a blank line is one.
            open = open && !line.trim().is_empty();
            match parts.last_mut() {
                Some(Part::Block { lines, .. }) if open => lines.push(line),
                _ => parts.push(Part::Own(line)),
            }
        }
    }
    parts
}

fn push_block(out: &mut Vec<String>, name: &str, lines: &[&str]) {
    out.push(format!("{BEGIN}{name}"));
    out.extend(lines.iter().map(|line| (*line).to_owned()));
    out.push(END.to_owned());
}

fn has(parts: &[Part<'_>], wanted: &str) -> bool {
    parts.iter().any(|part| matches!(part, Part::Block { name, .. } if *name == wanted))
}

fn is_table(line: &str, name: &str) -> bool {
    line.trim().strip_prefix('[').and_then(|line| line.strip_suffix(']')).is_some_and(|table| table.trim() == name)
}

/// The key that a line sets, or the first part of it: `version` of `version.workspace = true`.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.split('.').next().unwrap_or(key).trim();
    (!key.is_empty() && !key.starts_with(['#', '['])).then(|| key.trim_matches('"'))
}

/// Whether somebody has put a line into a block of ours.
fn is_added(line: &str, ours: &[&str]) -> bool {
    key(line).is_some_and(|found| !OUR_KEYS.contains(&found) && !ours.iter().any(|line| key(line) == Some(found)))
}

/// Sets a key of `[package]` outside of our block: in place of the one that is there, else right below the block.
fn set(lines: &mut Vec<String>, wanted: &str, value: &str) {
    let package = format!("{BEGIN}package");
    let Some(start) = lines.iter().position(|line| *line == package) else { return };
    let Some(end) = lines.iter().skip(start).position(|line| line.starts_with(END)).map(|below| start + below + 1)
    else {
        return;
    };
    let table = lines.iter().skip(end).take_while(|line| !line.starts_with('[') && !line.starts_with(BEGIN));
    let line = format!("{wanted} = {value}");
    match table.into_iter().position(|line| key(line) == Some(wanted)) {
        None => lines.insert(end, line),
        Some(below) => {
            let at = end + below;
            let length = value_length(lines.iter().skip(at).map(String::as_str));
            lines.splice(at..(at + length).min(lines.len()), [line]);
        }
    }
}

/// The lines that a key and its value take: an array may go over several.
fn value_length<'t>(lines: impl Iterator<Item = &'t str>) -> usize {
    let (mut depth, mut quote, mut count) = (0_usize, None, 0);
    for line in lines {
        count += 1;
        let mut escaped = false;
        for letter in line.chars() {
            match (quote, letter) {
                (Some('"'), _) if escaped => escaped = false,
                (Some('"'), '\\') => escaped = true,
                (Some(open), letter) if open == letter => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(letter),
                (None, '#') => break,
                (None, '[' | '{') => depth += 1,
                (None, ']' | '}') => depth = depth.saturating_sub(1),
                (None, _) => {}
            }
        }
        // A text on one line ends with it.
        quote = None;
        if depth == 0 {
            break;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::keep;
    use crate::render::manifest::PackageMetadata;

    const FIRST: &str = "# Generated by tinsmith from m.json. To change it: x\n";

    /// A manifest with these blocks and what stands below the first.
    fn manifest(own: &str, blocks: &[(&str, &str)]) -> String {
        let mut text = FIRST.to_owned();
        for (index, (name, keys)) in blocks.iter().enumerate() {
            let own = if index == 0 { own } else { "" };
            text.push_str(&format!("# tinsmith: begin {name}\n[{name}]\n{keys}# tinsmith: end\n{own}"));
        }
        text
    }

    fn kept(found: &str, fresh: &str) -> String {
        keep(found, fresh, &PackageMetadata::default())
    }

    #[test]
    fn a_lone_return_at_the_end_does_not_change_twice() {
        let found = "# Generated by tinsmith\n# tinsmith: begin \n\n\r";
        let fresh = manifest("", &[("package", "name = \"m\"\n")]);
        let once = kept(found, &fresh);
        assert_eq!(kept(&once, &fresh), once);
    }

    #[test]
    fn what_somebody_wrote_stays_and_what_is_ours_is_renewed() {
        let own = "version = \"2.0.0\"\n# Mine.\nauthors = [\n    \"A\",\n]\n\n[lints]\nworkspace = true\n\n";
        let found = manifest(own, &[("package", "name = \"old\"\n"), ("dependencies", "serde = \"0\"\n")]);
        let fresh = manifest(
            "version = \"0.1.0\"\n\n",
            &[("package", "name = \"new\"\n"), ("dependencies", "serde = \"1\"\n")],
        );
        let expected = manifest(own, &[("package", "name = \"new\"\n"), ("dependencies", "serde = \"1\"\n")]);
        assert_eq!(kept(&found, &fresh), expected);
        assert_eq!(kept(&expected, &fresh), expected);
    }

    #[test]
    fn blocks_come_and_go() {
        let (package, tests) = (("package", "name = \"a\"\n"), ("dev-dependencies", "tinsmith-runtime = \"1\"\n"));
        let (without, with) = (manifest("", &[package]), manifest("", &[package, tests]));
        let added = with.replace("# tinsmith: begin dev", "\n# tinsmith: begin dev");
        assert_eq!(kept(&without, &with), added);
        // A table that somebody had already: there is one of it.
        let own = format!("{without}[dev-dependencies]\nmine = \"1\"\n");
        let merged = kept(&own, &with);
        assert_eq!(merged, format!("{with}mine = \"1\"\n"));
        assert_eq!(kept(&merged, &without), own);
    }

    #[test]
    fn what_cargo_add_puts_into_a_block_moves_below_it() {
        let fresh = manifest("", &[("dependencies", "serde = \"1\"\n")]);
        let found = fresh.replace("serde = \"1\"\n", "anyhow = \"1\"\nserde = \"1\"\ntinsmith-runtime = \"0\"\n");
        assert_eq!(kept(&found, &fresh), format!("{fresh}anyhow = \"1\"\n"));
    }

    #[test]
    fn options_set_what_they_name() {
        let metadata = PackageMetadata {
            version: Some("1.2.3".to_owned()),
            license: None,
            repository: Some("https://example.com/\"x\"".to_owned()),
            authors: vec!["A <a@b>".to_owned(), "B".to_owned()],
        };
        let blocks = [("package", "name = \"a\"\n"), ("features", "")];
        let own = "version.workspace = true\nlicense = \"MIT\"\nauthors = [ # [\n    \"A]\",\n]\nkeywords = []\n\n";
        let expected = "repository = \"https://example.com/\\\"x\\\"\"\nversion = \"1.2.3\"\nlicense = \"MIT\"\n\
                        authors = [\"A <a@b>\", \"B\"]\nkeywords = []\n\n";
        let fresh = manifest("version = \"1.2.3\"\n", &blocks);
        assert_eq!(keep(&manifest(own, &blocks), &fresh, &metadata), manifest(expected, &blocks));
    }

    #[test]
    fn a_manifest_without_blocks_is_all_ours_or_not_ours_at_all() {
        let fresh = manifest("", &[("package", "name = \"a\"\n")]);
        assert_eq!(kept(&format!("{FIRST}[package]\nname = \"b\"\n"), &fresh), fresh);
        assert_eq!(kept("[package]\nname = \"b\"\n", &fresh), fresh);
        // An end that somebody has removed is the next blank line.
        let found = fresh.replace("# tinsmith: end\n", "\nversion = \"1.0.0\"\n");
        assert_eq!(kept(&found, &fresh), format!("{fresh}\nversion = \"1.0.0\"\n"));
    }
}
