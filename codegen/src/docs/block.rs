//! The blocks of a text, and how they are written as lines.

use super::inline::{self, Inline, Place, Word};
use super::lex;

/// A block, or the begin or end of one that holds others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A container begins.
    Open(Container),
    /// The container that began last ends.
    Close,
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading with its level, 1 to 6.
    Heading(u8, Vec<Inline>),
    /// Code with its language, one of [`language`], and its text.
    Code(&'static str, String),
    /// The rows of a table; the first is its head.
    Table(Vec<Vec<Vec<Inline>>>),
    /// A line across.
    Rule,
}

/// What holds other blocks. A list holds items and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A list with bullets.
    Bullets,
    /// A list with numbers, from this one on.
    Numbers(u32),
    /// An item of a list.
    Item,
    /// A quotation, or what is set off like one.
    Quote,
}

/// Code block languages that rustdoc certainly does not take for Rust, nor for one of its own attributes.
const LANGUAGES: &[&str] = &[
    "bash",
    "c",
    "clojure",
    "console",
    "cpp",
    "cs",
    "csharp",
    "css",
    "csv",
    "cypher",
    "dart",
    "diff",
    "dockerfile",
    "fish",
    "go",
    "gradle",
    "graphql",
    "groovy",
    "haskell",
    "hcl",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "kotlin",
    "latex",
    "lua",
    "makefile",
    "markdown",
    "md",
    "mermaid",
    "perl",
    "php",
    "plaintext",
    "powershell",
    "properties",
    "proto",
    "protobuf",
    "python",
    "r",
    "ruby",
    "scala",
    "sh",
    "shell",
    "smithy",
    "sparql",
    "sql",
    "swift",
    "terraform",
    "toml",
    "ts",
    "tsx",
    "typescript",
    "xml",
    "yaml",
    "yml",
    "zsh",
];

/// The language to write for the info string of a code block: `text` unless it names one that is known not to be Rust.
pub(super) fn language(info: &str) -> &'static str {
    let name = info.split_whitespace().next().unwrap_or("");
    LANGUAGES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied().unwrap_or("text")
}

/// Columns that a line of text may take.
const WIDTH: usize = 100;
/// The narrowest that nesting makes it.
const MIN_WIDTH: usize = 50;
/// Containers within one another; what nests deeper is written at this depth.
const MAX_DEPTH: usize = 16;

/// The largest number that begins an item (<https://spec.commonmark.org/0.31.2/#ordered-list-marker>); that of the first
/// item counts alone, so that what follows the largest may repeat it.
const MAX_NUMBER: u32 = 999_999_999;

/// Writes the blocks as lines, without blank lines first, last, or two in a row.
pub(super) fn print(blocks: Vec<Block>) -> Vec<String> {
    let mut printer = Printer::default();
    for block in blocks {
        match block {
            Block::Open(container) => printer.open(container),
            Block::Close => printer.close(),
            Block::Paragraph(text) => {
                let lines = fill(&inline::words(&text, Place::Lines), printer.width());
                printer.leaf(&lines, Leaf::Paragraph);
            }
            Block::Heading(level, text) => {
                let text = one_line(&text, Place::Lines);
                if !text.is_empty() {
                    let marks = "#".repeat(usize::from(level.clamp(1, 6)));
                    // Number signs at the end would be taken for a part of the mark.
                    let text = match text.strip_suffix('#') {
                        Some(start) => format!("{start}\\#"),
                        None => text,
                    };
                    printer.leaf(&[format!("{marks} {text}")], Leaf::Other);
                }
            }
            Block::Code(language, text) => printer.leaf(&code_lines(language, &text), Leaf::Other),
            Block::Table(rows) => printer.leaf(&table_lines(&rows), Leaf::Other),
            Block::Rule => printer.leaf(&["___".to_owned()], Leaf::Other),
        }
    }
    while printer.lines.last().is_some_and(|line| is_blank(line)) {
        printer.lines.pop();
    }
    printer.lines
}

/// Nothing but what quotations begin with.
fn is_blank(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b' ' | b'>'))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaf {
    Paragraph,
    Other,
}

/// What was written last within a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Paragraph,
    Other,
}

/// A container that is being written. It shows as soon as something is written in it.
#[derive(Debug)]
struct Frame {
    container: Container,
    /// Before its first line.
    first: String,
    /// Before every other.
    rest: String,
    started: bool,
    last: Last,
    /// Of a list: whether a blank line goes before the next item. Of an item: whether one goes after it.
    loose: bool,
    /// Of a list: the number or the mark of its items.
    number: u32,
    mark: char,
    /// The mark of the list that was written last within, which another right after it must not share.
    list_before: Option<char>,
}

impl Frame {
    fn new(container: Container, first: String, rest: String) -> Self {
        Self {
            container,
            first,
            rest,
            started: false,
            last: Last::Nothing,
            loose: false,
            number: 0,
            mark: '-',
            list_before: None,
        }
    }
}

#[derive(Default)]
struct Printer {
    lines: Vec<String>,
    frames: Vec<Frame>,
    /// Containers opened beyond the deepest that is written.
    beyond: usize,
    last: Last,
    list_before: Option<char>,
}

impl Printer {
    fn width(&self) -> usize {
        let taken: usize = self.frames.iter().map(|frame| frame.rest.len()).sum();
        WIDTH.saturating_sub(taken).max(MIN_WIDTH)
    }

    fn open(&mut self, container: Container) {
        if self.beyond > 0 || (self.frames.len() >= MAX_DEPTH && container != Container::Item) {
            self.beyond += 1;
            return;
        }
        let before = match self.frames.last() {
            Some(frame) => frame.list_before,
            None => self.list_before,
        };
        let mut frame = Frame::new(container, String::new(), String::new());
        match container {
            Container::Bullets => frame.mark = if before == Some('-') { '*' } else { '-' },
            Container::Numbers(start) => {
                frame.number = start;
                frame.mark = if before == Some('.') { ')' } else { '.' };
            }
            Container::Item => {
                let mark = match self.frames.last() {
                    Some(Frame { container: Container::Numbers(_), number, mark, .. }) => {
                        format!("{}{mark} ", number.min(&MAX_NUMBER))
                    }
                    Some(list) => format!("{} ", list.mark),
                    None => "- ".to_owned(),
                };
                frame.rest = " ".repeat(mark.len());
                frame.first = mark;
            }
            Container::Quote => {
                "> ".clone_into(&mut frame.first);
                "> ".clone_into(&mut frame.rest);
            }
        }
        self.frames.push(frame);
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        if !frame.started {
            return;
        }
        let (last, list_before) = match self.frames.last_mut() {
            Some(outer) => {
                outer.loose = match outer.container {
                    Container::Bullets | Container::Numbers(_) => frame.loose,
                    Container::Item | Container::Quote => {
                        outer.loose || frame.loose || frame.container == Container::Quote
                    }
                };
                outer.number = outer.number.saturating_add(1);
                (&mut outer.last, &mut outer.list_before)
            }
            None => (&mut self.last, &mut self.list_before),
        };
        *last = Last::Other;
        *list_before = match frame.container {
            Container::Bullets | Container::Numbers(_) => Some(frame.mark),
            Container::Item | Container::Quote => None,
        };
    }

    fn leaf(&mut self, lines: &[String], leaf: Leaf) {
        let Some((first, rest)) = lines.split_first() else { return };
        self.separate(leaf);
        let mut prefix = String::new();
        for frame in &mut self.frames {
            prefix.push_str(if frame.started { &frame.rest } else { &frame.first });
            frame.started = true;
        }
        self.lines.push(format!("{prefix}{first}").trim_end().to_owned());
        let prefix: String = self.frames.iter().map(|frame| frame.rest.as_str()).collect();
        self.lines.extend(rest.iter().map(|line| format!("{prefix}{line}").trim_end().to_owned()));
        let kind = if leaf == Leaf::Paragraph { Last::Paragraph } else { Last::Other };
        match self.frames.last_mut() {
            Some(frame) => {
                frame.loose |= leaf != Leaf::Paragraph || frame.last != Last::Nothing;
                frame.last = kind;
                frame.list_before = None;
            }
            None => {
                self.last = kind;
                self.list_before = None;
            }
        }
    }

    /// The blank line before a block, where there is one.
    fn separate(&mut self, leaf: Leaf) {
        let started = self.frames.iter().take_while(|frame| frame.started).count();
        let tight = match started.checked_sub(1).and_then(|at| self.frames.get(at)) {
            None => self.last == Last::Nothing,
            Some(frame) => match frame.container {
                Container::Bullets | Container::Numbers(_) => !frame.loose,
                // A list right after the paragraph that it belongs to.
                Container::Item if frame.last == Last::Paragraph && leaf == Leaf::Paragraph => {
                    self.frames.get(started).is_some_and(|next| match next.container {
                        Container::Bullets => true,
                        Container::Numbers(start) => start == 1,
                        Container::Item | Container::Quote => false,
                    })
                }
                Container::Item | Container::Quote => frame.last == Last::Nothing,
            },
        };
        if tight {
            return;
        }
        let prefix: String = self.frames.iter().take(started).map(|frame| frame.rest.as_str()).collect();
        self.lines.push(prefix.trim_end().to_owned());
    }
}

/// Fills lines up to `width` columns; a line begins with nothing that would begin a block.
fn fill(words: &[Word], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut columns = 0;
    for word in words {
        match word {
            Word::Solid(text) => {
                let more = text.chars().count();
                if columns > 0 && columns + more > width {
                    lines.extend(finish_line(&mut line, ""));
                    columns = 0;
                }
                line.push_str(text);
                columns += more;
            }
            Word::Space => {
                line.push(' ');
                columns += 1;
            }
            Word::Soft => {
                lines.extend(finish_line(&mut line, ""));
                columns = 0;
            }
            Word::Hard => {
                lines.extend(finish_line(&mut line, "\\"));
                columns = 0;
            }
        }
    }
    lines.extend(finish_line(&mut line, ""));
    lines
}

fn finish_line(line: &mut String, end: &str) -> Option<String> {
    let text = std::mem::take(line);
    let text = text.trim();
    (!text.is_empty()).then(|| guard(text) + end)
}

/// `line` with a backslash where it would begin a block
/// (<https://spec.commonmark.org/0.31.2/#leaf-blocks>, and GitHub's tables).
fn guard(line: &str) -> String {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let only = |chars: &str| line.chars().all(|c| c == ' ' || chars.contains(c));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after_digits = line.get(digits..).unwrap_or("");
    if digits > 0
        && digits < 10
        && let Some(rest) = after_digits.strip_prefix(['.', ')'])
        && ends(rest)
    {
        let number = line.get(..digits).unwrap_or("");
        return format!("{number}\\{after_digits}");
    }
    let marked = line.strip_prefix(['-', '+', '*']).is_some_and(ends)
        || (line.starts_with('#') && ends(line.trim_start_matches('#')))
        || line.starts_with(['>', '|'])
        || line.starts_with("~~~")
        || only("-")
        || only("=")
        || only("*")
        || only("_")
        || only("-:|");
    if marked { format!("\\{line}") } else { line.to_owned() }
}

/// The pieces on one line, as a heading and a cell need them.
fn one_line(text: &[Inline], place: Place) -> String {
    let mut line = String::new();
    for word in inline::words(text, place) {
        match word {
            Word::Solid(text) => line.push_str(&text),
            Word::Space | Word::Soft | Word::Hard => line.push(' '),
        }
    }
    line.trim().to_owned()
}

/// A fence that nothing in the code can close, around the code; nothing for code without a line that shows.
fn code_lines(language: &str, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(str::trim_end) {
        if !line.is_empty() || lines.last().is_some_and(|before| !before.is_empty()) {
            lines.push(lex::expand_tabs(line));
        }
    }
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let fence = "`".repeat((inline::longest_run(text) + 1).max(3));
    let mut out = vec![format!("{fence}{language}")];
    out.extend(lines);
    out.push(fence);
    out
}

/// A table, without the rows in which nothing shows.
fn table_lines(rows: &[Vec<Vec<Inline>>]) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| one_line(cell, Place::Cell)).collect::<Vec<_>>())
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let Some((head, body)) = rows.split_first() else { return Vec::new() };
    let line = |cells: &[String]| {
        let mut line = String::from("|");
        for cell in cells {
            line.push(' ');
            line.push_str(cell);
            line.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        line
    };
    let mut wide = head.clone();
    wide.resize(columns, String::new());
    let mut out = vec![line(&wide), format!("|{}", " --- |".repeat(columns))];
    out.extend(body.iter().map(|row| line(row)));
    out
}
