//! Text within a paragraph: its pieces, and how they are written so that rustdoc shows them and nothing else.

use super::lex;

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// To be shown as it is; without white space.
    Text(String),
    /// Not shown: where a mark was that would not work.
    Nothing,
    /// A code span.
    Code(String),
    /// White space.
    Space,
    /// A line end to be kept.
    Soft,
    /// A line end that shows.
    Hard,
    /// Emphasis begins.
    Open(Emphasis),
    /// Emphasis ends.
    Close(Emphasis),
    /// A link to this address begins.
    LinkOpen(String),
    /// The link ends.
    LinkClose,
    /// An address that is its own text.
    Address(String),
}

/// How text is emphasized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
    Strong,
    Italic,
}

impl Emphasis {
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Strong => "**",
            Self::Italic => "*",
        }
    }
}

/// An inline element that can be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Emphasis(Emphasis),
    Link,
    Code,
}

/// The inline element that a tag stands for, if it stands for one.
pub(super) fn element(name: &str) -> Option<Element> {
    Some(match name {
        "b" | "strong" => Element::Emphasis(Emphasis::Strong),
        "i" | "em" | "emphasis" | "replaceable" | "var" | "cite" | "dfn" => Element::Emphasis(Emphasis::Italic),
        "a" | "ulink" => Element::Link,
        "code" | "tt" | "kbd" | "samp" => Element::Code,
        _ => return None,
    })
}

/// Elements open at once; what nests deeper is shown without its marks.
const MAX_OPEN: usize = 8;

/// Collects the pieces of one paragraph.
#[derive(Default)]
pub(super) struct InlineBuf {
    pieces: Vec<Inline>,
    /// The open elements, and whether each has a piece that opened it.
    open: Vec<(Element, bool)>,
    code: Option<String>,
}

impl InlineBuf {
    /// How many pieces there are, text collected for a code span included.
    pub(super) fn len(&self) -> usize {
        self.pieces.len() + usize::from(self.code.is_some())
    }

    pub(super) fn in_code(&self) -> bool {
        self.code.is_some()
    }

    /// Text to be shown; white space in it only separates.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let word = lex::before(rest, len);
            match self.pieces.last_mut() {
                Some(Inline::Text(last)) => last.push_str(word),
                _ if word.is_empty() => {}
                _ => self.pieces.push(Inline::Text(word.to_owned())),
            }
            let space = lex::after(rest, len);
            rest = space.trim_start();
            if rest.len() != space.len() && self.pieces.last() != Some(&Inline::Space) {
                self.pieces.push(Inline::Space);
            }
        }
    }

    /// A piece that is no text; in code only what it shows counts.
    pub(super) fn push(&mut self, piece: Inline) {
        let Some(code) = &mut self.code else {
            self.pieces.push(piece);
            return;
        };
        match piece {
            Inline::Text(text) | Inline::Code(text) | Inline::Address(text) => code.push_str(&text),
            Inline::Space | Inline::Soft | Inline::Hard => code.push(' '),
            Inline::Nothing | Inline::Open(_) | Inline::Close(_) | Inline::LinkOpen(_) | Inline::LinkClose => {}
        }
    }

    /// An opening tag; `address` is where a link leads.
    pub(super) fn open(&mut self, element: Element, address: Option<String>) {
        if element == Element::Link {
            self.close(Element::Link);
        }
        if self.open.len() >= MAX_OPEN {
            return;
        }
        let written = match element {
            Element::Emphasis(emphasis) => {
                let nested = self.open.iter().any(|(open, _)| matches!(open, Element::Emphasis(_)));
                let written = !nested && self.code.is_none();
                if written {
                    self.pieces.push(Inline::Open(emphasis));
                }
                written
            }
            Element::Link => match address {
                Some(address) => {
                    self.between_code(Inline::LinkOpen(address));
                    true
                }
                None => false,
            },
            Element::Code => {
                let written = self.code.is_none();
                if written {
                    self.code = Some(String::new());
                }
                written
            }
        };
        self.open.push((element, written));
    }

    /// A closing tag: closes what was opened since, too; nothing where it closes nothing.
    pub(super) fn close(&mut self, element: Element) {
        if self.open.iter().any(|(open, _)| *open == element) {
            while let Some(closed) = self.close_last() {
                if closed == element {
                    break;
                }
            }
        }
    }

    fn close_last(&mut self) -> Option<Element> {
        let (element, written) = self.open.pop()?;
        match element {
            Element::Emphasis(emphasis) if written => match self.code {
                Some(_) => self.between_code(Inline::Close(emphasis)),
                None => self.pieces.push(Inline::Close(emphasis)),
            },
            Element::Link if written => self.between_code(Inline::LinkClose),
            Element::Code if written => {
                self.flush_code();
                self.code = None;
            }
            Element::Emphasis(_) | Element::Link | Element::Code => {}
        }
        Some(element)
    }

    /// Ends the code span, puts `piece` after it, and begins another.
    fn between_code(&mut self, piece: Inline) {
        let in_code = self.code.is_some();
        self.flush_code();
        self.pieces.push(piece);
        self.code = in_code.then(String::new);
    }

    fn flush_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        if code.starts_with(char::is_whitespace) {
            self.pieces.push(Inline::Space);
        }
        let content = code.split_whitespace().collect::<Vec<_>>().join(" ");
        if !content.is_empty() {
            self.pieces.push(Inline::Code(content));
        }
        if code.ends_with(char::is_whitespace) {
            self.pieces.push(Inline::Space);
        }
    }

    /// Closes whatever is open and takes the pieces, in the form that [`words`] expects; nothing may be left.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        while self.close_last().is_some() {}
        self.flush_code();
        drop_unsafe_emphasis(trim(flat_links(std::mem::take(&mut self.pieces))))
    }
}

/// Links that are closed and hold no other link; an address within a link is its text.
fn flat_links(mut pieces: Vec<Inline>) -> Vec<Inline> {
    let mut outer: Option<usize> = None;
    let mut inner = 0_usize;
    for at in 0..pieces.len() {
        let Some(piece) = pieces.get_mut(at) else { break };
        match piece {
            Inline::LinkOpen(_) if outer.is_none() => outer = Some(at),
            Inline::LinkOpen(_) => {
                inner += 1;
                *piece = Inline::Nothing;
            }
            Inline::LinkClose if inner > 0 => {
                inner -= 1;
                *piece = Inline::Nothing;
            }
            Inline::LinkClose => match outer.take() {
                Some(_) => {}
                None => *piece = Inline::Nothing,
            },
            Inline::Address(address) if outer.is_some() => *piece = Inline::Text(std::mem::take(address)),
            _ => {}
        }
    }
    // An unclosed one is no link at all: the pieces in it stay.
    if let Some(piece) = outer.and_then(|at| pieces.get_mut(at)) {
        *piece = Inline::Nothing;
    }
    pieces.retain(|piece| *piece != Inline::Nothing);
    pieces
}

fn is_space(piece: &Inline) -> bool {
    matches!(piece, Inline::Space | Inline::Soft | Inline::Hard)
}

fn opens(piece: &Inline) -> bool {
    matches!(piece, Inline::Open(_) | Inline::LinkOpen(_))
}

/// Punctuation that no space goes before: where there is one, it stood within the element that ended.
fn ends_sentence(text: &str) -> bool {
    matches!(text, "." | "," | ";" | ":" | ")." | ")," | ")")
}

/// No white space first, last, twice in a row, or just within emphasis and links; no empty emphasis or links.
fn trim(pieces: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if is_space(&piece) {
            let mut at = out.len();
            while at > 0 && out.get(at - 1).is_some_and(opens) {
                at -= 1;
            }
            match at.checked_sub(1).and_then(|last| out.get_mut(last)) {
                None => {}
                // Of two, the one that shows more stays.
                Some(last @ Inline::Space) => *last = piece,
                Some(last @ Inline::Soft) if piece == Inline::Hard => *last = piece,
                Some(Inline::Soft | Inline::Hard) => {}
                Some(_) => out.insert(at, piece),
            }
            continue;
        }
        if matches!(piece, Inline::Close(_) | Inline::LinkClose) {
            let space = out.pop_if(|last| is_space(last));
            let empty = match (&piece, out.last()) {
                (Inline::Close(close), Some(Inline::Open(open))) => close == open,
                (Inline::LinkClose, Some(Inline::LinkOpen(_))) => true,
                _ => false,
            };
            if empty {
                out.pop();
            } else {
                out.push(piece);
            }
            if let Some(space) = space
                && !out.is_empty()
                && !out.last().is_some_and(is_space)
            {
                out.push(space);
            }
            continue;
        }
        if let Inline::Text(text) = &piece
            && ends_sentence(text)
            && out.last() == Some(&Inline::Space)
        {
            out.pop();
        }
        match (out.last_mut(), &piece) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(text),
            (Some(Inline::Code(last)), Inline::Code(code)) => last.push_str(code),
            _ => out.push(piece),
        }
    }
    while out.last().is_some_and(is_space) {
        out.pop();
    }
    out
}

/// Leaves out the marks that CommonMark would not take for emphasis between these neighbours
/// (<https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis>).
fn drop_unsafe_emphasis(mut pieces: Vec<Inline>) -> Vec<Inline> {
    let mut open: Option<(usize, bool)> = None;
    let mut unsafe_marks = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let sides = || {
            let left = at.checked_sub(1).and_then(|left| pieces.get(left)).map_or(' ', last_char);
            (left, pieces.get(at + 1).map_or(' ', first_char))
        };
        match piece {
            Inline::Open(_) => {
                let (left, right) = sides();
                open = Some((at, can_open(left, right)));
            }
            Inline::Close(_) => {
                let (left, right) = sides();
                // The mirror image of opening.
                match open.take() {
                    Some((_, true)) if can_open(right, left) => {}
                    Some((opened, _)) => unsafe_marks.extend([opened, at]),
                    None => unsafe_marks.push(at),
                }
            }
            _ => {}
        }
    }
    if let Some((opened, _)) = open {
        unsafe_marks.push(opened);
    }
    if unsafe_marks.is_empty() {
        return pieces;
    }
    for at in unsafe_marks {
        if let Some(piece) = pieces.get_mut(at) {
            *piece = Inline::Nothing;
        }
    }
    let mut out: Vec<Inline> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), piece) {
            (_, Inline::Nothing) => {}
            // What has become one word is one text: an address may run through it.
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, piece) => out.push(piece),
        }
    }
    out
}

/// Whether a mark between these two is left-flanking; `*` stands for another mark, next to which none is safe.
fn can_open(left: char, right: char) -> bool {
    let plain = |c: char| c.is_alphanumeric();
    left != '*' && right != '*' && !right.is_whitespace() && (plain(right) || !plain(left))
}

fn first_char(piece: &Inline) -> char {
    match piece {
        Inline::Text(text) => text.chars().next().filter(|c| *c != '*').unwrap_or('\\'),
        Inline::Code(_) => '`',
        Inline::Nothing | Inline::Space | Inline::Soft | Inline::Hard => ' ',
        Inline::Open(_) | Inline::Close(_) => '*',
        Inline::LinkOpen(_) => '[',
        Inline::LinkClose => ']',
        Inline::Address(_) => '<',
    }
}

fn last_char(piece: &Inline) -> char {
    match piece {
        Inline::Text(text) => text.chars().next_back().filter(|c| *c != '*').unwrap_or('\\'),
        Inline::LinkClose => ')',
        Inline::Address(_) => '>',
        _ => first_char(piece),
    }
}

/// Where the pieces are written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Lines of their own.
    Lines,
    /// A cell of a table, where a vertical bar would end it.
    Cell,
}

/// What lines are filled with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Written without a break.
    Solid(String),
    /// A space, or a line end instead.
    Space,
    /// A line end.
    Soft,
    /// A line end that shows.
    Hard,
}

/// Writes the pieces out.
pub(super) fn words(pieces: &[Inline], place: Place) -> Vec<Word> {
    let mut out = Vec::new();
    let mut word = Writer { text: String::new(), place, link: None, after_code: false, touched: false };
    for (at, piece) in pieces.iter().enumerate() {
        word.touched = pieces.get(at + 1).is_some_and(|next| !is_space(next));
        let space = match piece {
            Inline::Space => Word::Space,
            Inline::Soft => Word::Soft,
            Inline::Hard => Word::Hard,
            Inline::LinkOpen(address) => {
                word.open_link(address, pieces.get(at + 1), pieces.get(at + 2));
                continue;
            }
            Inline::Text(text) => {
                word.write_text(text);
                continue;
            }
            Inline::Nothing => continue,
            Inline::Code(code) => {
                word.write_code(code);
                continue;
            }
            Inline::Open(emphasis) | Inline::Close(emphasis) => {
                word.write_raw(emphasis.mark());
                continue;
            }
            Inline::LinkClose => {
                word.close_link();
                continue;
            }
            Inline::Address(address) => {
                word.write_address(address);
                continue;
            }
        };
        if !word.text.is_empty() {
            out.push(Word::Solid(std::mem::take(&mut word.text)));
        }
        out.push(space);
        word.after_code = false;
    }
    if !word.text.is_empty() {
        out.push(Word::Solid(word.text));
    }
    out
}

/// A word in the making.
struct Writer {
    text: String,
    place: Place,
    /// The address of the open link, and whether the link is written in the short form without a text.
    link: Option<(String, bool)>,
    after_code: bool,
    /// Whether another piece follows without a space.
    touched: bool,
}

impl Writer {
    fn write_raw(&mut self, raw: &str) {
        if !raw.is_empty() {
            self.text.push_str(raw);
            self.after_code = false;
        }
    }

    fn open_link(&mut self, address: &str, first: Option<&Inline>, second: Option<&Inline>) {
        let own_text = matches!(first, Some(Inline::Text(text)) if text == address);
        let short = own_text && matches!(second, Some(Inline::LinkClose));
        if !short {
            self.no_image();
            self.write_raw("[");
        }
        self.link = Some((address.to_owned(), short));
    }

    /// Escapes an exclamation mark at the end, which would make an image of the link that follows.
    fn no_image(&mut self) {
        if self.text.ends_with('!') {
            self.text.pop();
            self.text.push_str("\\!");
        }
    }

    fn close_link(&mut self) {
        match self.link.take() {
            Some((_, true)) | None => {}
            Some((address, false)) => self.write_raw(&format!("]({address})")),
        }
    }

    fn write_address(&mut self, address: &str) {
        self.write_raw(&format!("<{address}>"));
    }

    fn write_code(&mut self, code: &str) {
        if self.place == Place::Cell && code.contains('|') {
            self.write_text(code);
            return;
        }
        if self.after_code {
            // Two runs of backticks would become one.
            self.text.push(' ');
        }
        self.text.push_str(&code_span(code));
        self.after_code = true;
    }

    /// Text, with the addresses in it marked as such.
    fn write_text(&mut self, text: &str) {
        if let Some((address, true)) = &self.link {
            let address = address.clone();
            self.write_address(&address);
            return;
        }
        let mut rest = text;
        // What is escaped before the last part of the text is followed by one.
        let touched = std::mem::replace(&mut self.touched, true);
        while self.link.is_none()
            && let Some(at) = lex::find_address(rest)
        {
            self.escape(lex::before(rest, at));
            rest = lex::after(rest, at);
            // What cannot begin a host is stepped over without a look at the rest, so that no text is read twice.
            let host = rest.split_once("://").map_or("", |(_, host)| host);
            if !host.starts_with(|c: char| c.is_ascii_alphanumeric() || "-@:%._+~#=".contains(c)) {
                self.escape("http");
                rest = lex::after(rest, 4);
                continue;
            }
            let len = lex::address_len(rest);
            let found = lex::before(rest, len);
            let host = found.split_once("://").map_or("", |(_, host)| host);
            if !has_domain(host) {
                let len = len.max(4);
                self.escape(lex::before(rest, len));
                rest = lex::after(rest, len);
                continue;
            }
            let placeholder = found.contains(['{', '}', '[', ']', '\\', '^'])
                || !host.starts_with(|c: char| c.is_ascii_alphanumeric())
                || lex::after(rest, len).starts_with('<');
            if placeholder && !(self.place == Place::Cell && found.contains('|')) {
                self.write_code(found);
            } else {
                match lex::web_address(found) {
                    Some(address) => self.write_address(&address),
                    None => self.escape(found),
                }
            }
            rest = lex::after(rest, len);
        }
        self.touched = touched;
        self.escape(rest);
    }

    /// Text with a backslash before whatever CommonMark would take for markup within a line.
    fn escape(&mut self, text: &str) {
        let mut previous: Option<char> = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            let alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let escaped = match c {
                '`' | '*' | '[' => true,
                '\\' => !alphanumeric(next),
                ']' => self.link.is_some(),
                '_' => !(alphanumeric(previous) && alphanumeric(next)),
                '~' => !self.text.is_empty(),
                '<' => next.map_or(self.touched, |next| {
                    next.is_alphabetic()
                        || matches!(next, '/' | '!' | '?')
                        || may_be_mail(lex::after(text, at + 1), self.touched)
                }),
                '&' => lex::entity(lex::after(text, at)).is_some(),
                '|' if self.place == Place::Cell => {
                    self.text.push_str("&#124;");
                    previous = Some(c);
                    continue;
                }
                _ => false,
            };
            if escaped {
                self.text.push('\\');
            }
            self.text.push(c);
            previous = Some(c);
        }
        self.after_code &= text.is_empty();
    }
}

/// Whether `text` begins with what stands before the `@` of an address of mail, which angle brackets would make a link
/// (<https://spec.commonmark.org/0.31.2/#email-autolink>); `touched` if more text may follow it.
fn may_be_mail(text: &str, touched: bool) -> bool {
    let local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    text.trim_start_matches(local).chars().next().map_or(touched, |c| c == '@')
}

/// Whether rustdoc could take it for the host of an address: a dot with two letters after it.
fn has_domain(host: &str) -> bool {
    host.starts_with("localhost")
        || host.split('.').skip(1).any(|part| part.bytes().take_while(u8::is_ascii_alphabetic).count() >= 2)
}

/// `code`, in which there is no line end, as a code span.
pub(super) fn code_span(code: &str) -> String {
    let marks = "`".repeat(longest_run(code) + 1);
    let edge = |c: Option<char>| c == Some('`');
    let padded = edge(code.chars().next())
        || edge(code.chars().next_back())
        || (code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty());
    let pad = if padded { " " } else { "" };
    format!("{marks}{pad}{code}{pad}{marks}")
}

/// How many backticks stand in a row at most.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Adds `code` to `line` as text, for the cell of a table: in the text of a link it must neither end that link nor hold
/// another, and where it is `touched` by what follows, its end must not become a part of that.
pub(super) fn push_cell_text(line: &mut String, code: &str, in_link: bool, touched: bool) {
    let link = in_link.then(|| (String::new(), false));
    let text = std::mem::take(line);
    let mut word = Writer { text, place: Place::Cell, link, after_code: false, touched: false };
    let mut parts = code.split_whitespace().peekable();
    while let Some(part) = parts.next() {
        word.touched = touched && parts.peek().is_none();
        word.write_text(part);
        if parts.peek().is_some() {
            word.text.push(' ');
        }
    }
    if touched {
        word.no_image();
    }
    *line = word.text;
}
