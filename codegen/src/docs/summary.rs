//! The first sentence of a text.

use super::{inline, lex};

/// The first sentence of what [`to_rustdoc`](super::to_rustdoc) gave, on one line; empty where there is none.
///
/// Headings, tables and code blocks have no sentences. The line is fit for a table cell too: a vertical bar in it is
/// escaped, and a code span that holds one is written as text.
pub fn summary(lines: &[String]) -> String {
    let mut paragraph = String::new();
    let mut title = String::new();
    let mut fence: Option<String> = None;
    for line in lines {
        let (text, item) = content(line);
        if let Some(open) = &fence {
            if text == open {
                fence = None;
            }
            continue;
        }
        let marks = lex::run_len(text, '`');
        let skipped = marks >= 3 && !lex::after(text, marks).contains('`');
        if skipped {
            fence = Some("`".repeat(marks));
        }
        let other = skipped || text.is_empty() || text.starts_with('|') || text.starts_with("# ") || text == "___";
        if (other || item) && !paragraph.is_empty() {
            if !is_title(&paragraph) {
                break;
            }
            title = std::mem::take(&mut paragraph);
        }
        if !other && !text.trim_start_matches('#').starts_with(' ') {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(text.strip_suffix('\\').filter(|start| !start.ends_with('\\')).unwrap_or(text));
        }
    }
    bars(&first_sentence(if paragraph.is_empty() { &title } else { &paragraph }))
}

/// A paragraph that is all emphasis: a heading in all but name.
fn is_title(paragraph: &str) -> bool {
    let inner = paragraph.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.contains('*'))
}

/// The line without the marks of quotations and lists that it begins with, and whether a list item begins there.
fn content(line: &str) -> (&str, bool) {
    let mut rest = line;
    let mut item = false;
    loop {
        let text = rest.trim_start();
        if text == ">" {
            return ("", item);
        }
        if let Some(quoted) = text.strip_prefix("> ") {
            rest = quoted;
            continue;
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = lex::after(text, digits);
        let next = ["- ", "* "].iter().find_map(|mark| text.strip_prefix(mark)).or_else(|| {
            let next = number.strip_prefix(". ").or_else(|| number.strip_prefix(") "));
            next.filter(|_| digits > 0)
        });
        let Some(next) = next else { return (text, item) };
        item = true;
        rest = next;
    }
}

/// Up to the first full stop outside code, links and emphasis that ends a sentence.
fn first_sentence(paragraph: &str) -> String {
    const NOT_AN_END: &[&str] = &["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "no.", "incl."];
    let spans = lex::CodeSpans::new(paragraph);
    let mut at = 0;
    let mut brackets = 0_usize;
    let mut emphasized = false;
    let mut ended = false;
    while let Some(c) = lex::after(paragraph, at).chars().next() {
        let rest = lex::after(paragraph, at);
        if ended && c == ' ' && brackets == 0 && !emphasized {
            let so_far = lex::before(paragraph, at);
            let word = so_far.rsplit(' ').next().unwrap_or("").trim_start_matches('(');
            let goes_on = rest.trim_start().starts_with(|c: char| c.is_lowercase());
            if !goes_on && !NOT_AN_END.iter().any(|known| known.eq_ignore_ascii_case(word)) {
                return so_far.to_owned();
            }
        }
        let step = match c {
            '\\' => 1 + lex::after(rest, 1).chars().next().map_or(0, char::len_utf8),
            '`' => spans.at(rest).map_or_else(|| lex::run_len(rest, '`'), |(_, len)| len),
            '*' => lex::run_len(rest, '*'),
            '<' if rest.starts_with("<http") => rest.find('>').map_or(1, |end| end + 1),
            ']' if brackets > 0 && rest.starts_with("](") => rest.find(')').map_or(1, |end| end + 1),
            _ => c.len_utf8(),
        };
        match c {
            '*' => emphasized = !emphasized,
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        // What closes something after a full stop belongs to the sentence.
        ended = matches!(c, '.' | '!' | '?') || (ended && matches!(c, '*' | '"' | '\'' | ')' | '”' | '’'));
        at += step.max(1);
    }
    paragraph.to_owned()
}

/// The line with its vertical bars escaped.
fn bars(line: &str) -> String {
    if !line.contains('|') {
        return line.to_owned();
    }
    let spans = lex::CodeSpans::new(line);
    let mut out = String::with_capacity(line.len());
    // A bracket without a backslash before it is that of a link.
    let mut in_link = false;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        in_link = c == '[' || (in_link && c != ']');
        let len = match c {
            '\\' if rest.starts_with("\\|") => {
                out.push_str("&#124;");
                rest = lex::after(rest, 2);
                continue;
            }
            '\\' => 1 + lex::after(rest, 1).chars().next().map_or(0, char::len_utf8),
            '`' => match spans.at(rest) {
                Some((code, len)) => {
                    let span = lex::before(rest, len);
                    rest = lex::after(rest, len);
                    if code.contains('|') {
                        let touched = rest.starts_with(|next: char| !next.is_whitespace());
                        inline::push_cell_text(&mut out, code, in_link, touched);
                    } else {
                        out.push_str(span);
                    }
                    continue;
                }
                None => 1,
            },
            '|' => {
                out.push_str("&#124;");
                rest = lex::after(rest, 1);
                continue;
            }
            _ => c.len_utf8(),
        };
        out.push_str(lex::before(rest, len));
        rest = lex::after(rest, len);
    }
    out
}
