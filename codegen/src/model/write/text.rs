//! Texts of IDL: quoted, as a text block, and as lines of documentation. Source: Smithy 2.0, "String values", "Text
//! blocks", "Documentation comment".

use super::line;
use crate::model::id::is_identifier;

/// How many quotes a text may have before it is easier to read as a block, where they stand as they are.
const QUOTES: usize = 2;

/// Whether a text is a text block: it has several lines or many quotes, and none of what blocks take away from a text
/// (blanks at the ends of lines, indentation that all lines share).
pub(super) fn is_block(text: &str) -> bool {
    let wanted = text.contains('\n') || text.bytes().filter(|byte| *byte == b'"').count() > QUOTES;
    wanted
        && !text.contains('\r')
        && !text.split('\n').any(|line| line.ends_with(char::is_whitespace))
        && text.split('\n').any(|line| line.starts_with(|first: char| !first.is_whitespace()))
}

/// Writes a text as a value. `depth` is that of the line on which it starts.
pub(super) fn write(out: &mut String, text: &str, depth: usize) {
    if is_block(text) { block(out, text, depth + 1) } else { quoted(out, text) }
}

/// `"text"`
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            other => escaped(out, other),
        }
    }
    out.push('"');
}

/// A character that is no quote and no line feed.
fn escaped(out: &mut String, char: char) {
    match char {
        '\\' => out.push_str("\\\\"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        control if control.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(control))),
        other => out.push(other),
    }
}

/// The lines of a text between `"""`, each indented to `depth`.
fn block(out: &mut String, text: &str, depth: usize) {
    out.push_str("\"\"\"");
    for part in text.split('\n') {
        if part.is_empty() {
            out.push('\n');
        } else {
            line(out, depth);
        }
        let mut quotes = 0;
        let mut chars = part.chars().peekable();
        while let Some(char) = chars.next() {
            if char != '"' {
                quotes = 0;
                escaped(out, char);
                continue;
            }
            quotes += 1;
            // Three in a row would end the block, as would any before the quotes that do.
            if quotes == 3 || chars.peek().is_none() {
                out.push('\\');
                quotes = 0;
            }
            out.push('"');
        }
    }
    // The indentation of closing quotes on a line of their own counts with that of the others.
    if text.ends_with('\n') {
        out.pop();
        line(out, depth);
    }
    out.push_str("\"\"\"");
}

/// A key of an object.
pub(super) fn key(out: &mut String, key: &str) {
    if is_identifier(key) { out.push_str(key) } else { quoted(out, key) }
}

/// Writes `/// text`, a line each; false, and nothing is written, where comments cannot say the text.
pub(super) fn documentation(out: &mut String, text: &str, depth: usize) -> bool {
    let unsayable = |line: &str| line.ends_with(char::is_whitespace) || line.chars().any(char::is_control);
    if text.is_empty() || text.starts_with('\n') || text.ends_with('\n') || text.split('\n').any(unsayable) {
        return false;
    }
    for (index, part) in text.split('\n').enumerate() {
        if index > 0 {
            line(out, depth);
        }
        out.push_str(if part.is_empty() { "///" } else { "/// " });
        out.push_str(part);
    }
    true
}
