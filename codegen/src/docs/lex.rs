//! What both input forms share: characters that may be shown, entities, tags, and addresses.

use std::collections::{HashMap, HashSet};

/// The names, in lower case, of the tags that `text` closes somewhere.
pub(super) type ClosedTags = HashSet<String>;

/// `text` with `\n` line ends only and without the characters that [`clean_char`] refuses.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            _ => out.extend(clean_char(c)),
        }
    }
    out
}

/// The character to show for `c`: white space of any kind is a space; what is invisible, controls a terminal, or
/// reorders the text around it (<https://www.unicode.org/reports/tr9/>) is nothing.
pub(super) fn clean_char(c: char) -> Option<char> {
    match c {
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() => None,
        '\u{ad}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        _ => Some(c),
    }
}

/// One line with its tabs replaced, to stops of four columns.
pub(super) fn expand_tabs(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut columns = 0;
    for c in line.chars() {
        let width = if c == '\t' { 4 - columns % 4 } else { 1 };
        columns += width;
        match c {
            '\t' => out.extend(std::iter::repeat_n(' ', width)),
            _ => out.push(c),
        }
    }
    out
}

/// What follows the first `len` bytes; nothing where `len` is no character boundary.
pub(super) fn after(text: &str, len: usize) -> &str {
    text.get(len..).unwrap_or("")
}

/// The first `len` bytes; the whole text where `len` is no character boundary.
pub(super) fn before(text: &str, len: usize) -> &str {
    text.get(..len).unwrap_or(text)
}

/// The characters of `text` that may be shown, white space as spaces.
pub(super) fn shown(text: &str) -> String {
    text.chars().filter_map(clean_char).collect()
}

/// What the entity that `text` begins with shows, perhaps nothing, and its length in bytes.
pub(super) fn entity(text: &str) -> Option<(String, usize)> {
    let body = text.strip_prefix('&')?;
    let len = body.bytes().take(MAX_ENTITY).position(|b| b == b';')?;
    let source = before(text, len + 2);
    let shown = match before(body, len).strip_prefix('#') {
        Some(number) => char_of_number(number)?.and_then(clean_char).map(String::from).unwrap_or_default(),
        None => shown(&named_entity(source)?),
    };
    Some((shown, source.len()))
}

/// The longest name of an entity is `CounterClockwiseContourIntegral`.
const MAX_ENTITY: usize = 32;

/// What an entity such as `&lt;` stands for. The parser of CommonMark has the table.
fn named_entity(source: &str) -> Option<String> {
    let name = source.strip_prefix('&')?.strip_suffix(';')?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let mut shown = String::new();
    for event in pulldown_cmark::Parser::new(source) {
        if let pulldown_cmark::Event::Text(text) = event {
            shown.push_str(&text);
        }
    }
    (shown != source).then_some(shown)
}

/// The character of a numeric reference, where it is one; `Some(None)` where no character has that number.
#[expect(clippy::option_option, reason = "not a reference, or one to nothing")]
fn char_of_number(number: &str) -> Option<Option<char>> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok()?,
        None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
        _ => return None,
    };
    Some(char_of_code(code))
}

/// As HTML reads a numeric reference: 0x80 to 0x9f mean what Windows-1252 has there.
fn char_of_code(code: u32) -> Option<char> {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let windows = code.checked_sub(0x80).and_then(|at| usize::try_from(at).ok()).and_then(|at| WINDOWS.get(at));
    windows.copied().or_else(|| char::from_u32(code))
}

/// A tag as it stands in the text.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    /// `</name>`.
    pub(super) closing: bool,
    /// `<name/>`: opened and closed at once.
    pub(super) empty: bool,
    /// From the name to the final angle bracket.
    attributes: &'a str,
    /// From the first to the last angle bracket.
    pub(super) source: &'a str,
}

/// The tag that `text` begins with.
///
/// Stops at the next `<` outside a quoted value, so that a run of unfinished tags is not read again and again.
pub(super) fn tag(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let closing = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_len = inner.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')))?;
    let rest = after(inner, name_len);
    if !rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')) {
        return None;
    }
    let mut quote = None;
    let mut value_next = false;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '>') => {
                let attributes = before(rest, at);
                return Some(Tag {
                    name: before(inner, name_len).to_ascii_lowercase(),
                    closing,
                    empty: attributes.ends_with('/'),
                    attributes,
                    source: before(text, text.len() - rest.len() + at + 1),
                });
            }
            (None, '<') => return None,
            (None, '"' | '\'') if value_next => quote = Some(c),
            (None, _) => {}
        }
        value_next = c == '=' || (value_next && c.is_whitespace());
    }
    None
}

impl Tag<'_> {
    /// The address of a link, fit to be written, where it has one that leads to the web.
    pub(super) fn web_address(&self) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let name_len = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let name = before(rest, name_len);
            if name.is_empty() && !rest.starts_with('=') {
                return None;
            }
            rest = after(rest, name_len).trim_start();
            let Some(value) = rest.strip_prefix('=') else { continue };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, next) = match quote {
                Some(quote) => {
                    let inner = after(value, 1);
                    inner.split_once(quote).unwrap_or((inner, ""))
                }
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if name.eq_ignore_ascii_case("href") || name.eq_ignore_ascii_case("url") {
                return web_address(&decode(value));
            }
            rest = next;
        }
    }
}

/// `text` with its entities replaced.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(before(rest, at));
        rest = after(rest, at);
        match entity(rest) {
            Some((shown, len)) => {
                out.push_str(&shown);
                rest = after(rest, len);
            }
            None => {
                out.push('&');
                rest = after(rest, 1);
            }
        }
    }
    out.push_str(rest);
    out
}

/// `address` in the form of [`escape_address`], where it is an `http` or `https` address.
pub(super) fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        let start = address.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| after(address, scheme.len()))
    })?;
    if !host.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    Some(escape_address(address))
}

/// `address` with every character replaced that could end a link early.
pub(super) fn escape_address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        let code = match c {
            ' ' => "%20",
            '"' => "%22",
            '(' => "%28",
            ')' => "%29",
            '<' => "%3C",
            '>' => "%3E",
            '[' => "%5B",
            '\\' => "%5C",
            ']' => "%5D",
            '^' => "%5E",
            '`' => "%60",
            '{' => "%7B",
            '|' => "%7C",
            '}' => "%7D",
            // A semicolon could make an entity of what stands before it.
            ';' => "%3B",
            _ if c.is_whitespace() || c.is_control() => continue,
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push_str(code);
    }
    out
}

/// The address in `<https://…>` that `text` begins with, and the length of the whole in bytes.
pub(super) fn autolink(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    if !inner.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")) {
        return None;
    }
    let len = inner.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))?;
    if !after(inner, len).starts_with('>') {
        return None;
    }
    Some((web_address(before(inner, len))?, len + 2))
}

/// Where the first `http://` or `https://` begins.
pub(super) fn find_address(text: &str) -> Option<usize> {
    text.match_indices("http").map(|(at, _)| at).find(|at| {
        let rest = after(after(text, *at), 4);
        rest.starts_with("://") || rest.starts_with("s://")
    })
}

/// The length in bytes of the address that `text` begins with, without the punctuation of the sentence around it.
pub(super) fn address_len(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '`')).unwrap_or(text.len());
    let run = before(text, end);
    let mut open = 0_usize;
    let mut unmatched = 0_usize;
    for b in run.bytes() {
        match b {
            b'(' => open += 1,
            b')' if open > 0 => open -= 1,
            b')' => unmatched += 1,
            _ => {}
        }
    }
    let (brackets, braces) = (run.contains('['), run.contains('{'));
    let mut run = run;
    while let Some(last) = run.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => {}
            ']' if !brackets => {}
            '}' if !braces => {}
            ')' if unmatched > 0 => unmatched -= 1,
            _ => break,
        }
        run = before(run, run.len() - 1);
    }
    run.len()
}

/// The names of the tags that `text` closes somewhere: what tells `<text>…</text>` from a placeholder `<text>`.
pub(super) fn closed_tags(text: &str) -> ClosedTags {
    let names = text.match_indices("</").map(|(at, _)| {
        let rest = after(text, at + 2);
        let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
        before(rest, len).to_ascii_lowercase()
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// How many times `text` begins with `c`, an ASCII character.
pub(super) fn run_len(text: &str, c: char) -> usize {
    text.chars().take_while(|&next| next == c).count()
}

/// Finds code spans in one text, in time linear in the text over all calls.
pub(super) struct CodeSpans {
    /// For each length of a run of backticks, how many bytes from the end of the text its last one begins.
    last: HashMap<usize, usize>,
}

impl CodeSpans {
    pub(super) fn new(text: &str) -> Self {
        let mut last = HashMap::new();
        let mut rest = text;
        while let Some(at) = rest.find('`') {
            rest = after(rest, at);
            let run = run_len(rest, '`');
            last.insert(run, rest.len());
            rest = after(rest, run);
        }
        Self { last }
    }

    /// The content and whole length of the code span that `rest`, a tail of the text, begins with.
    pub(super) fn at<'a>(&self, rest: &'a str) -> Option<(&'a str, usize)> {
        let open = run_len(rest, '`');
        if open == 0 || self.last.get(&open).is_none_or(|&from_end| from_end >= rest.len()) {
            return None;
        }
        let mut at = open;
        while let Some(next) = after(rest, at).find('`') {
            at += next;
            let run = run_len(after(rest, at), '`');
            if run == open {
                return Some((rest.get(open..at)?, at + run));
            }
            at += run;
        }
        None
    }
}
