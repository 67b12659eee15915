//! The values of quoted texts and text blocks.
//!
//! Source: Smithy 2.0, "Smithy IDL": "String values", "Text blocks".

use std::borrow::Cow;

/// What is wrong in a text, and at which byte of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) at: usize,
    pub(super) message: String,
}

/// The value of `"…"`, given with its quotes.
pub(super) fn quoted(raw: &str) -> Result<String, Wrong> {
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
    unescape(&unix(inner), 1)
}

/// The value of `"""…"""`, given with its quotes: without the indentation that all lines share.
pub(super) fn block(raw: &str) -> Result<String, Wrong> {
    let inner = raw.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")).unwrap_or_default();
    let inner = unix(inner);
    let Some((opening, body)) = inner.split_once('\n').filter(|(opening, _)| opening.trim().is_empty()) else {
        let message = "the text of a text block starts in the line behind its opening quotes".to_owned();
        return Err(Wrong { at: 3, message });
    };
    let is_blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines: Vec<&str> = body.split('\n').collect();
    let last = lines.len() - 1;
    // The line of the closing quotes counts, even if it has nothing else.
    let counted = lines.iter().enumerate().filter(|(number, line)| *number == last || !is_blank(line));
    let shared = counted.map(|(_, line)| indent(line)).min().unwrap_or_default();
    let mut text = String::with_capacity(body.len());
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        text.push_str(line.get(shared..).unwrap_or_default().trim_end_matches([' ', '\t']));
    }
    // Offsets are those of the text without its indentation: near enough to look, as escapes are rare.
    unescape(&text, 4 + opening.len())
}

/// Line breaks are one character, whatever the file has.
fn unix(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

fn unescape(text: &str, before: usize) -> Result<String, Wrong> {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        value.push_str(plain);
        let at = before + text.len() - escaped.len() - 1;
        let wrong = |message: String| Wrong { at, message };
        let mut letters = escaped.chars();
        match letters.next() {
            Some(letter @ ('\\' | '"' | '/' | '\'')) => value.push(letter),
            Some('b') => value.push('\u{8}'),
            Some('f') => value.push('\u{c}'),
            Some('n') => value.push('\n'),
            Some('r') => value.push('\r'),
            Some('t') => value.push('\t'),
            // The line goes on in the next one.
            Some('\n') => {}
            Some('u') => {
                let (letter, length) = unicode(escaped).map_err(wrong)?;
                value.push(letter);
                rest = escaped.get(length..).unwrap_or_default();
                continue;
            }
            Some(other) => return Err(wrong(format!("\\{} is not an escape", other.escape_default()))),
            None => return Err(wrong("the text ends within an escape".to_owned())),
        }
        rest = letters.as_str();
    }
    value.push_str(rest);
    Ok(value)
}

/// `u00e9`, or two of them that stand for one character: the character, and how many bytes it took.
fn unicode(escaped: &str) -> Result<(char, usize), String> {
    let unit = |from: usize| {
        let digits = escaped.get(from..from + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        digits.and_then(|digits| u32::from_str_radix(digits, 16).ok())
    };
    let first = unit(1).ok_or("\\u takes four hexadecimal digits")?;
    if let Some(letter) = char::from_u32(first) {
        return Ok((letter, 5));
    }
    let second = escaped.get(5..7).filter(|more| *more == "\\u").and_then(|_| unit(7));
    second
        .filter(|second| (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(second))
        .and_then(|second| char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)))
        .map(|letter| (letter, 11))
        .ok_or_else(|| format!("\\u{first:04x} is half of a character"))
}

/// The value of documentation comments: a part of a file that has them, among other things.
pub(super) fn documentation(part: &str) -> String {
    let lines = part.lines().filter_map(|line| line.trim_start_matches([' ', '\t', ',']).strip_prefix("///"));
    let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end_matches('\r'));
    lines.collect::<Vec<_>>().join("\n")
}
