//! Names that resemble a mistyped one.

use std::collections::BTreeSet;

/// How many are suggested.
const MOST: usize = 5;

/// The least share of common letter pairs, in percent, at which a name resembles another.
const LEAST: usize = 50;

/// `ListUsers`, `list_users` and `list-users` as one.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// At most five of `names` that resemble `wanted`, nearest first.
pub(super) fn near<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let wanted = pairs(wanted);
    let mut ranked: Vec<(usize, &str)> =
        names.map(|name| (likeness(&wanted, &pairs(name)), name)).filter(|(likeness, _)| *likeness >= LEAST).collect();
    ranked.sort_by(|(a, a_name), (b, b_name)| b.cmp(a).then_with(|| a_name.cmp(b_name)));
    ranked.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect()
}

/// Neighbouring letters.
fn pairs(name: &str) -> BTreeSet<(char, char)> {
    let folded = folded(name);
    folded.chars().zip(folded.chars().skip(1)).collect()
}

/// The share of common pairs, in percent (Dice's coefficient).
fn likeness(a: &BTreeSet<(char, char)>, b: &BTreeSet<(char, char)>) -> usize {
    let all = a.len() + b.len();
    (200 * a.intersection(b).count()).checked_div(all).unwrap_or_default()
}
