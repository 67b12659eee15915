//! CommonMark (<https://spec.commonmark.org/0.31.2/>) with GitHub's tables, as far as documentation uses it.
//!
//! Lines stay as they are broken. Emphasis marks are passed on, for they mean the same in rustdoc and cannot do harm.

use std::collections::HashMap;

use super::block::{self, Block, Container};
use super::inline::{self, Element, Inline, InlineBuf};
use super::lex::{self, ClosedTags, CodeSpans};

/// Quotations and items within one another; what nests deeper is text.
const MAX_DEPTH: usize = 8;

/// Where the labels of reference links lead; nothing where not to the web.
type Definitions = HashMap<String, Option<String>>;

/// Reads CommonMark.
pub(super) fn parse(text: &str, closed: &ClosedTags) -> Vec<Block<Vec<Inline>>> {
    let mut blocks = Blocks::default();
    for line in text.split('\n') {
        blocks.line(&lex::expand_tabs(line));
    }
    let blocks = blocks.finish();
    let definitions: Definitions = text.split('\n').rev().filter_map(definition).collect();
    blocks.into_iter().map(|block| block.map(|text| inlines(&text, &definitions, closed))).collect()
}

/// `[label]: address`, on one line.
fn definition(line: &str) -> Option<(String, Option<String>)> {
    let (label, rest) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    if label.trim().is_empty() || label.contains(['[', ']']) {
        return None;
    }
    let address = rest.split_whitespace().next()?;
    let title = rest.trim().strip_prefix(address)?.trim();
    if !title.is_empty() && !title.starts_with(['"', '\'', '(']) {
        return None;
    }
    let address = address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(address);
    Some((label_key(label), lex::web_address(&lex::decode(address))))
}

/// Labels are compared without regard to case and white space.
fn label_key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Quote,
    /// With the character that tells one list from another.
    List(char),
    /// With how far its content is indented.
    Item(usize),
}

#[derive(Debug, Default)]
enum Leaf {
    #[default]
    None,
    Paragraph(Vec<String>),
    Fence {
        mark: char,
        len: usize,
        indent: usize,
        language: &'static str,
        text: String,
    },
    Indented(String),
}

#[derive(Default)]
struct Blocks {
    blocks: Vec<Block<String>>,
    open: Vec<Frame>,
    leaf: Leaf,
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A list marker.
struct Marker {
    kind: char,
    number: Option<u32>,
    /// The mark and the indentation before it.
    len: usize,
}

/// The list marker that `line` begins with.
fn marker(line: &str) -> Option<Marker> {
    let indent = indent_of(line);
    let rest = lex::after(line, indent);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (kind, number, len) = match rest.chars().next()? {
        c @ ('-' | '+' | '*') => (c, None, 1),
        '0'..='9' if digits < 10 => {
            let kind = lex::after(rest, digits).chars().next().filter(|c| matches!(c, '.' | ')'))?;
            (kind, Some(lex::before(rest, digits).parse().ok()?), digits + 1)
        }
        _ => return None,
    };
    let next = lex::after(rest, len);
    (next.is_empty() || next.starts_with(' ')).then_some(Marker { kind, number, len: indent + len })
}

/// The mark, length and info string of the fence that `rest` begins with.
fn fence(rest: &str) -> Option<(char, usize, &str)> {
    let mark = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let len = lex::run_len(rest, mark);
    let info = lex::after(rest, len);
    (len >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, len, info))
}

fn is_rule(rest: &str) -> bool {
    ['-', '_', '*'].iter().any(|&mark| {
        rest.chars().all(|c| c == mark || c == ' ') && rest.chars().filter(|&c| c == mark).nth(2).is_some()
    })
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let (matched, mut rest) = self.match_open(line);
        let mut all = matched == self.open.len();
        if let Leaf::Fence { mark, len, indent, text, .. } = &mut self.leaf {
            if all {
                let content = lex::after(rest, indent_of(rest));
                let run = lex::run_len(content, *mark);
                if indent_of(rest) < 4 && run >= *len && lex::after(content, run).trim().is_empty() {
                    self.end_leaf();
                } else {
                    text.push_str(lex::after(rest, indent_of(rest).min(*indent)));
                    text.push('\n');
                }
                return;
            }
            self.end_leaf();
        }
        let mut opened = false;
        loop {
            let indent = indent_of(rest);
            let content = lex::after(rest, indent);
            let in_paragraph = matches!(self.leaf, Leaf::Paragraph(_));
            if content.is_empty() {
                self.blank(if opened { self.open.len() } else { matched });
                return;
            }
            if indent >= 4 {
                if in_paragraph && !opened {
                    break;
                }
                self.close_unmatched(matched, &mut opened, &mut all);
                self.indented(lex::after(rest, 4));
                return;
            }
            let depth = self.open.iter().take(if opened { usize::MAX } else { matched });
            let deep = depth.filter(|frame| !matches!(frame, Frame::List(_))).count() >= MAX_DEPTH;
            if let Some(quoted) = content.strip_prefix('>')
                && !deep
            {
                self.close_unmatched(matched, &mut opened, &mut all);
                self.leave_list();
                self.push(Container::Quote, Frame::Quote);
                rest = quoted.strip_prefix(' ').unwrap_or(quoted);
                continue;
            }
            let setext = in_paragraph && all && !opened;
            if setext && let Some(level) = setext_level(content) {
                self.setext_heading(level);
                return;
            }
            let marks = lex::run_len(content, '#');
            let title = lex::after(content, marks);
            if (1..=6).contains(&marks) && (title.is_empty() || title.starts_with(' ')) {
                self.close_unmatched(matched, &mut opened, &mut all);
                self.leave_list();
                let level = u8::try_from(marks).unwrap_or(6);
                self.blocks.push(Block::Heading(level, heading_text(title).to_owned()));
                return;
            }
            if let Some((mark, len, info)) = fence(content) {
                self.close_unmatched(matched, &mut opened, &mut all);
                self.leave_list();
                self.leaf = Leaf::Fence { mark, len, indent, language: block::language(info), text: String::new() };
                return;
            }
            if is_rule(content) {
                self.close_unmatched(matched, &mut opened, &mut all);
                self.leave_list();
                self.blocks.push(Block::Rule);
                return;
            }
            if let Some(marker) = marker(rest)
                && !deep
                && (!in_paragraph || opened || self.may_interrupt(&marker, rest, matched))
            {
                self.close_unmatched(matched, &mut opened, &mut all);
                rest = self.open_item(&marker, rest);
                continue;
            }
            break;
        }
        if let Leaf::Paragraph(lines) = &mut self.leaf
            && !opened
        {
            // Also where the line is not indented or quoted as the paragraph is.
            lines.push(rest.trim_start().to_owned());
            return;
        }
        self.close_unmatched(matched, &mut opened, &mut all);
        self.leave_list();
        self.leaf = Leaf::Paragraph(vec![rest.trim_start().to_owned()]);
    }

    /// How many of the open containers the line goes on with, and what it has for them.
    fn match_open<'a>(&self, line: &'a str) -> (usize, &'a str) {
        let mut rest = line;
        let mut matched = 0;
        for frame in &self.open {
            let indent = indent_of(rest);
            match frame {
                Frame::List(_) => {}
                Frame::Quote => match lex::after(rest, indent).strip_prefix('>') {
                    Some(quoted) if indent < 4 => rest = quoted.strip_prefix(' ').unwrap_or(quoted),
                    _ => break,
                },
                Frame::Item(_) if indent == rest.len() => {}
                Frame::Item(content) if indent >= *content => rest = lex::after(rest, *content),
                Frame::Item(_) => break,
            }
            matched += 1;
        }
        (matched, rest)
    }

    /// Whether an item may follow a paragraph without a blank line: it has content, and a number is 1; or it is the
    /// next of its list.
    fn may_interrupt(&self, marker: &Marker, rest: &str, matched: usize) -> bool {
        let in_list = matched < self.open.len()
            && matched.checked_sub(1).and_then(|at| self.open.get(at)).is_some_and(|f| matches!(f, Frame::List(_)));
        let empty = lex::after(rest, marker.len).trim().is_empty();
        in_list || (!empty && marker.number.is_none_or(|number| number == 1))
    }

    fn blank(&mut self, matched: usize) {
        match &mut self.leaf {
            Leaf::Indented(text) => {
                text.push('\n');
                return;
            }
            Leaf::Paragraph(_) => self.end_leaf(),
            Leaf::None | Leaf::Fence { .. } => {}
        }
        // A quotation ends at a blank line, a list does not.
        let quote = self.open.iter().skip(matched).position(|frame| *frame == Frame::Quote);
        if let Some(at) = quote {
            self.close_to(matched + at);
        }
    }

    fn indented(&mut self, text: &str) {
        match &mut self.leaf {
            Leaf::Indented(code) => {
                code.push_str(text);
                code.push('\n');
            }
            _ => {
                self.end_leaf();
                self.leave_list();
                self.leaf = Leaf::Indented(format!("{text}\n"));
            }
        }
    }

    fn setext_heading(&mut self, level: u8) {
        if let Leaf::Paragraph(lines) = std::mem::take(&mut self.leaf) {
            let lines = without_definitions(&lines);
            if !lines.is_empty() {
                self.blocks.push(Block::Heading(level, lines.join(" ").trim().to_owned()));
            }
        }
    }

    /// Before something new: ends the leaf, and the containers that the line did not go on with.
    fn close_unmatched(&mut self, matched: usize, opened: &mut bool, all: &mut bool) {
        if !*opened {
            if self.open.len() > matched {
                self.close_to(matched);
            } else if !matches!(self.leaf, Leaf::Indented(_)) {
                self.end_leaf();
            }
            *opened = true;
            *all = true;
        }
    }

    fn close_to(&mut self, len: usize) {
        self.end_leaf();
        while self.open.len() > len {
            self.open.pop();
            self.blocks.push(Block::Close);
        }
    }

    /// Before something that is no item: ends the indented code and the list that nothing of it belongs to.
    fn leave_list(&mut self) {
        self.end_leaf();
        if matches!(self.open.last(), Some(Frame::List(_))) {
            self.close_to(self.open.len().saturating_sub(1));
        }
    }

    fn push(&mut self, container: Container, frame: Frame) {
        self.end_leaf();
        self.open.push(frame);
        self.blocks.push(Block::Open(container));
    }

    /// Opens an item, and the list if it is the first; gives what the line has for its content.
    fn open_item<'a>(&mut self, marker: &Marker, line: &'a str) -> &'a str {
        self.end_leaf();
        if self.open.last() != Some(&Frame::List(marker.kind)) {
            self.leave_list();
            let container = marker.number.map_or(Container::Bullets, Container::Numbers);
            self.push(container, Frame::List(marker.kind));
        }
        let rest = lex::after(line, marker.len);
        let spaces = indent_of(rest);
        // Five spaces or more: one, and indented code.
        let pad = if spaces > 4 || spaces == rest.len() { 1 } else { spaces };
        self.push(Container::Item, Frame::Item(marker.len + pad));
        lex::after(rest, pad.min(spaces))
    }

    fn end_leaf(&mut self) {
        match std::mem::take(&mut self.leaf) {
            Leaf::None => {}
            Leaf::Paragraph(lines) => self.paragraph(without_definitions(&lines)),
            Leaf::Fence { language, text, .. } => self.blocks.push(Block::Code(language, text)),
            Leaf::Indented(text) => self.blocks.push(Block::Code("text", text)),
        }
    }

    /// A paragraph, or the table that its lines make, with what stands before the table.
    fn paragraph(&mut self, lines: &[String]) {
        let pairs = lines.iter().zip(lines.iter().skip(1));
        let head = pairs.into_iter().position(|(head, below)| {
            delimiter_columns(below).is_some_and(|columns| head.contains('|') && cells(head).len() == columns)
        });
        let (before, table) = lines.split_at_checked(head.unwrap_or(lines.len())).unwrap_or((lines, &[]));
        if !before.is_empty() {
            self.blocks.push(Block::Paragraph(before.join("\n")));
        }
        let rows: Vec<_> = table.iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| cells(line)).collect();
        if !rows.is_empty() {
            self.blocks.push(Block::Table(rows));
        }
    }

    fn finish(mut self) -> Vec<Block<String>> {
        self.close_to(0);
        self.blocks
    }
}

/// The lines after the definitions of reference links that a paragraph begins with.
fn without_definitions(lines: &[String]) -> &[String] {
    let count = lines.iter().take_while(|line| definition(line).is_some()).count();
    lines.get(count..).unwrap_or(&[])
}

fn setext_level(content: &str) -> Option<u8> {
    let line = content.trim_end();
    match line.chars().next()? {
        '=' if line.chars().all(|c| c == '=') => Some(1),
        '-' if line.chars().all(|c| c == '-') => Some(2),
        _ => None,
    }
}

/// Without the number signs that may close a heading.
fn heading_text(title: &str) -> &str {
    let title = title.trim();
    let open = title.trim_end_matches('#');
    if open.is_empty() || open.ends_with(' ') { open.trim_end() } else { title }
}

/// How many columns a table has whose second line this is.
fn delimiter_columns(line: &str) -> Option<usize> {
    if !line.contains('-') || !line.bytes().all(|b| matches!(b, b'-' | b':' | b'|' | b' ')) {
        return None;
    }
    let cells = cells(line);
    let valid = cells.iter().all(|cell| {
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = cell.strip_suffix(':').unwrap_or(cell);
        !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    });
    valid.then_some(cells.len())
}

/// The cells of a line of a table; `\|` is a vertical bar.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '|' => cells.push(String::new()),
            _ => {
                let Some(cell) = cells.last_mut() else { break };
                if c == '\\' && chars.next_if_eq(&'|').is_some() {
                    cell.push('|');
                } else {
                    cell.push(c);
                }
            }
        }
    }
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Reads the text of a paragraph.
fn inlines(text: &str, definitions: &Definitions, closed: &ClosedTags) -> Vec<Inline> {
    let spans = CodeSpans::new(text);
    let mut buf = InlineBuf::default();
    // The pieces at which an opening bracket stands, and where the text after it begins.
    let mut brackets: Vec<(usize, usize)> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let len = if buf.in_code() {
            in_code(rest, c, &mut buf)
        } else {
            match c {
                '\\' => escape(rest, &mut buf),
                '`' => match spans.at(rest) {
                    Some((content, len)) => {
                        buf.push(Inline::Code(code_text(content)));
                        len
                    }
                    None => {
                        let len = lex::run_len(rest, '`');
                        buf.text(lex::before(rest, len));
                        len
                    }
                },
                '<' => angle(rest, closed, &mut buf),
                '&' => entity(rest, &mut buf),
                '!' if rest.starts_with("![") => {
                    brackets.push((buf.len(), text.len() - rest.len() + 2));
                    buf.push(Inline::Bracket(true));
                    2
                }
                '[' => {
                    brackets.push((buf.len(), text.len() - rest.len() + 1));
                    buf.push(Inline::Bracket(false));
                    1
                }
                ']' => {
                    let (at, begin) = brackets.pop().unzip();
                    let label = begin.and_then(|begin| text.get(begin..text.len() - rest.len()));
                    match link_target(lex::after(rest, 1), label.unwrap_or(""), definitions).zip(at) {
                        Some(((address, len), at)) => {
                            if address.is_some() {
                                // Links do not hold links.
                                brackets.clear();
                            }
                            buf.link(at, address);
                            len + 1
                        }
                        None => {
                            buf.text("]");
                            1
                        }
                    }
                }
                '*' | '_' | '~' => {
                    let len = lex::run_len(rest, c);
                    buf.push(Inline::Raw(lex::before(rest, len).to_owned()));
                    len
                }
                '\n' | ' ' => white_space(rest, &mut buf),
                _ => {
                    let len = rest.find(['\\', '`', '<', '&', '!', '[', ']', '*', '_', '~', '\n', ' ']);
                    let len = len.unwrap_or(rest.len()).max(c.len_utf8());
                    match lex::find_address(lex::before(rest, len)) {
                        Some(0) => {
                            let len = lex::address_len(rest).max(4);
                            buf.text(lex::before(rest, len));
                            len
                        }
                        at => {
                            let len = at.unwrap_or(len);
                            buf.text(lex::before(rest, len));
                            len
                        }
                    }
                }
            }
        };
        rest = lex::after(rest, len.max(1));
    }
    buf.take()
}

/// The content of a code span: a line end is a space, and a space on either side is not a part of it.
fn code_text(content: &str) -> String {
    let content = content.replace('\n', " ");
    let inner = content.strip_prefix(' ').and_then(|rest| rest.strip_suffix(' '));
    match inner {
        Some(inner) if !inner.trim().is_empty() => inner.to_owned(),
        _ => content,
    }
}

/// Within `<code>`: only tags and entities are more than text.
fn in_code(rest: &str, c: char, buf: &mut InlineBuf) -> usize {
    match c {
        '<' => match lex::tag(rest).and_then(|tag| inline::element(&tag.name).map(|element| (tag, element))) {
            Some((tag, element)) => {
                if tag.closing {
                    buf.close(element);
                } else {
                    buf.open(element, tag.web_address());
                }
                tag.source.len()
            }
            None => {
                buf.text("<");
                1
            }
        },
        '&' => entity(rest, buf),
        _ => {
            let len = rest.find(['<', '&']).unwrap_or(rest.len());
            buf.text(lex::before(rest, len));
            len
        }
    }
}

fn entity(rest: &str, buf: &mut InlineBuf) -> usize {
    match lex::entity(rest) {
        Some((entity, len)) => {
            buf.entity(&entity);
            len
        }
        None => {
            buf.text("&");
            1
        }
    }
}

fn escape(rest: &str, buf: &mut InlineBuf) -> usize {
    match rest.chars().nth(1) {
        Some('\n') => {
            buf.push(Inline::Hard);
            2
        }
        Some(c) if c.is_ascii_punctuation() => {
            buf.text(lex::before(lex::after(rest, 1), 1));
            2
        }
        _ => {
            buf.text("\\");
            1
        }
    }
}

fn white_space(rest: &str, buf: &mut InlineBuf) -> usize {
    let spaces = lex::run_len(rest, ' ');
    if !lex::after(rest, spaces).starts_with('\n') {
        buf.push(Inline::Space);
        return spaces;
    }
    buf.push(if spaces >= 2 { Inline::Hard } else { Inline::Soft });
    spaces + 1
}

/// An address, an inline element of HTML that is closed somewhere, or a character like any other.
fn angle(rest: &str, closed: &ClosedTags, buf: &mut InlineBuf) -> usize {
    if let Some((address, len)) = lex::autolink(rest) {
        buf.push(Inline::Address(address));
        return len;
    }
    if let Some(tag) = lex::tag(rest) {
        if tag.name == "br" && !tag.closing {
            buf.push(Inline::Hard);
            return tag.source.len();
        }
        if let Some(element) = inline::element(&tag.name).filter(|_| closed.contains(&tag.name)) {
            if tag.closing {
                buf.close(element);
            } else {
                buf.open(element, tag.web_address());
                if element == Element::Code && tag.empty {
                    buf.close(element);
                }
            }
            return tag.source.len();
        }
    }
    buf.text("<");
    1
}

/// Where the link leads whose text ends before `rest`, and how many bytes of `rest` say so.
///
/// An address that does not lead to the web is a link all the same: one that is shown as its text.
fn link_target(rest: &str, label: &str, definitions: &Definitions) -> Option<(Option<String>, usize)> {
    if let Some(found) = inline_target(rest) {
        return Some(found);
    }
    let named = |label: &str| {
        if definitions.is_empty() || label.len() > 999 { None } else { definitions.get(&label_key(label)) }
    };
    if let Some((reference, _)) =
        rest.strip_prefix('[').and_then(|inner| inner.split_at_checked(inner.find([']', '['])?))
    {
        let key = if reference.trim().is_empty() { label } else { reference };
        return named(key).map(|address| (address.clone(), reference.len() + 2));
    }
    named(label).map(|address| (address.clone(), 0))
}

/// `(address "title")`.
fn inline_target(rest: &str) -> Option<(Option<String>, usize)> {
    /// Parentheses within one another; a limit keeps the search short.
    const MAX_NESTED: usize = 32;
    /// Characters of a title; for the same reason.
    const MAX_TITLE: usize = 1000;
    let inner = rest.strip_prefix('(')?;
    let body = inner.trim_start();
    let (address, mut next) = match body.strip_prefix('<') {
        Some(bracketed) => {
            let len = bracketed.find(['>', '\n', '<'])?;
            (lex::before(bracketed, len), lex::after(bracketed, len).strip_prefix('>')?)
        }
        None => {
            let mut open = 0_usize;
            let mut len = body.len();
            for (at, c) in body.char_indices() {
                match c {
                    '(' if open >= MAX_NESTED => return None,
                    '(' => open += 1,
                    ')' if open > 0 => open -= 1,
                    ')' => {
                        len = at;
                        break;
                    }
                    _ if c.is_whitespace() => {
                        len = at;
                        break;
                    }
                    _ => {}
                }
            }
            (lex::before(body, len), lex::after(body, len))
        }
    };
    let title = next.trim_start();
    if title.len() != next.len()
        && let Some(quote) = title.chars().next().filter(|c| matches!(c, '"' | '\'' | '('))
    {
        let end = if quote == '(' { ')' } else { quote };
        let len = title.char_indices().skip(1).take(MAX_TITLE).find(|(_, c)| *c == end)?.0;
        next = lex::after(title, len + 1);
    }
    let end = next.trim_start().strip_prefix(')')?;
    let address = address.replace('\\', "");
    Some((lex::web_address(&lex::decode(&address)), rest.len() - end.len()))
}
