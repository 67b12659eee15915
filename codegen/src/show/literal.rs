//! A nested literal as the public API change pages show one: on one line where it fits into 80 columns, else broken
//! after commas and aligned, members in the order of their names.

use std::collections::BTreeMap;

/// The width of a page.
const WIDTH: usize = 80;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    /// As it is written: `'string'`.
    Simple(String),
    /// Values in no order: `{'A', 'B'}`.
    Values(Vec<String>),
    /// `['string']`
    List(Box<Literal>),
    /// Keys as they are written, with their values.
    Dict(BTreeMap<String, Literal>),
}

impl Literal {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Values(values) => values.is_empty(),
            Self::Dict(dict) => dict.is_empty(),
            Self::Simple(_) | Self::List(_) => false,
        }
    }

    /// On one line.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Simple(text) => text.clone(),
            Self::Values(values) => format!("{{{}}}", values.join(", ")),
            Self::List(item) => format!("[{}]", item.flat()),
            Self::Dict(dict) => {
                let entries: Vec<String> = dict.iter().map(|(key, value)| format!("{key}: {}", value.flat())).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// What is left of `room` after the value on one line; looks no further than that.
    fn fits(&self, room: usize) -> Option<usize> {
        let take = |room: usize, text: &str| room.checked_sub(text.chars().count());
        match self {
            Self::Simple(text) => take(room, text),
            Self::List(item) => item.fits(take(room, "[]")?),
            // Each entry with the separator after it: the last one has none, and two brackets instead.
            Self::Values(values) => values.iter().try_fold(room, |room, value| take(take(room, value)?, ", ")),
            Self::Dict(dict) if dict.is_empty() => take(room, "{}"),
            Self::Dict(dict) => {
                dict.iter().try_fold(room, |room, (key, value)| take(value.fits(take(take(room, key)?, ": ")?)?, ", "))
            }
        }
    }

    /// On as many lines as it takes.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut text = String::new();
        self.write(&mut text, 0, 0);
        text.lines().map(str::to_owned).collect()
    }

    /// `column` is where the value starts, `after` how many characters follow it on its last line.
    fn write(&self, text: &mut String, column: usize, after: usize) {
        if self.fits(WIDTH.saturating_sub(column + after)).is_some() {
            return text.push_str(&self.flat());
        }
        let inner = column + 1;
        match self {
            Self::Simple(simple) => text.push_str(simple),
            Self::Values(values) => {
                let separator = format!(",\n{}", " ".repeat(inner));
                text.push_str(&format!("{{{}}}", values.join(&separator)));
            }
            Self::List(item) => {
                text.push('[');
                item.write(text, inner, after + 1);
                text.push(']');
            }
            Self::Dict(dict) => {
                text.push('{');
                for (index, (key, value)) in dict.iter().enumerate() {
                    if index > 0 {
                        text.push_str(",\n");
                        text.push_str(&" ".repeat(inner));
                    }
                    text.push_str(&format!("{key}: "));
                    let last = index + 1 == dict.len();
                    value.write(text, inner + key.chars().count() + 2, if last { after + 1 } else { 1 });
                }
                text.push('}');
            }
        }
    }
}
