//! The line of each key of a JSON text: what a parsed value does not keep, for who has to point at a place.
//!
//! The text has been parsed before, so that nothing is checked here. One pass over the bytes, and only where it is asked
//! for: it takes less than parsing does.

use std::collections::HashMap;

/// How deep a key may stand: a member of a shape is the fourth.
const DEEPEST: usize = 4;

/// What stands between the parts of a path; JSON has it in no key of a model.
const BETWEEN: char = '\0';

/// Lines, counted from one, by the way to a key: keys one after the other, and `=` before a text of a list.
#[derive(Debug, Default)]
pub(in crate::model) struct KeyLines(HashMap<String, usize>);

impl KeyLines {
    /// The line of a key, by the keys that lead to it.
    pub(in crate::model) fn of(&self, way: &[&str]) -> Option<usize> {
        let mut path = String::new();
        for part in way {
            path.push(BETWEEN);
            path.push_str(part);
        }
        self.0.get(&path).copied()
    }

    /// Goes through a text.
    pub(in crate::model) fn read(text: &str) -> Self {
        let mut reader = Reader { lines: HashMap::new(), path: String::new(), open: Vec::new() };
        let mut line = 1;
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            at += 1;
            match byte {
                b'\n' => line += 1,
                b'"' => {
                    let end = closing_quote(text, at);
                    reader.text(text.get(at..end).unwrap_or_default(), line);
                    at = end + 1;
                }
                b'{' => reader.open.push(Open { length: reader.path.len(), has_keys: true, wants_key: true }),
                b'[' => reader.open.push(Open { length: reader.path.len(), has_keys: false, wants_key: false }),
                b'}' | b']' => {
                    if let Some(closed) = reader.open.pop() {
                        reader.path.truncate(closed.length);
                    }
                }
                b',' => reader.next(),
                _ => {}
            }
        }
        Self(reader.lines)
    }
}

/// The offset of the quote that ends a text which begins at `from`; a text of JSON has no bare line break in it.
fn closing_quote(text: &str, from: usize) -> usize {
    let mut escaped = false;
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    let length = bytes.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    from + length.unwrap_or(bytes.len())
}

struct Reader {
    lines: HashMap<String, usize>,
    /// The way to what is read.
    path: String,
    open: Vec<Open>,
}

/// An object or a list.
struct Open {
    /// How long the way to it is.
    length: usize,
    has_keys: bool,
    wants_key: bool,
}

impl Reader {
    fn text(&mut self, raw: &str, line: usize) {
        let depth = self.open.len();
        let Some(top) = self.open.last_mut() else { return };
        if depth > DEEPEST {
            top.wants_key = false;
            return;
        }
        let parsed = || serde_json::from_str::<String>(&format!("\"{raw}\"")).ok();
        let unescaped = || raw.contains('\\').then(parsed).flatten();
        let said = || unescaped().unwrap_or_else(|| raw.to_owned());
        if top.wants_key {
            top.wants_key = false;
            self.path.push(BETWEEN);
            self.path.push_str(&said());
            self.lines.insert(self.path.clone(), line);
        } else if !top.has_keys {
            self.lines.insert(format!("{}{BETWEEN}={}", self.path, said()), line);
        }
    }

    fn next(&mut self) {
        if let Some(top) = self.open.last_mut().filter(|top| top.has_keys) {
            top.wants_key = true;
            self.path.truncate(top.length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_texts_of_lists_have_their_lines() {
        let text =
            "{\n \"a\": {\"b\": [1,\n \"x\\\"}\",\"y\"],\n\"c\\u0041\": {\"d\": {\"e\": {\"f\":\n1}}}},\n\"g\": null}";
        let lines = KeyLines::read(text);
        assert_eq!([&["a"][..], &["a", "b"], &["a", "cA"], &["g"]].map(|way| lines.of(way)), [2, 2, 4, 6].map(Some));
        assert_eq!([lines.of(&["a", "b", "=x\"}"]), lines.of(&["a", "b", "=y"])], [Some(3), Some(3)]);
        assert_eq!(lines.of(&["a", "cA", "d", "e"]), Some(4));
        assert_eq!(lines.of(&["a", "cA", "d", "e", "f"]), None, "deeper than a member");
        assert_eq!(lines.of(&["b"]), None);
    }

    #[test]
    fn what_is_no_json_ends() {
        for text in ["", "\"", "{\"", "}}]]", "{\"a\\", "[\"a\",{"] {
            KeyLines::read(text);
        }
    }
}
