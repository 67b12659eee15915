//! CommonMark, with GitHub's tables, as pulldown-cmark reads it, which is the parser of rustdoc too.
//!
//! Its events become the same few blocks and pieces as HTML does. Raw HTML within CommonMark is read as all HTML is: a
//! block of it by [`html`], a tag within a line by what [`InlineBuf`] knows.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::block::{self, Block, Container};
use super::html;
use super::inline::{self, Element, Emphasis, Inline, InlineBuf};
use super::lex::{self, ClosedTags};

/// The column up to which quotations and items begin; further right, their marks are text.
const MAX_COLUMN: usize = 200;

/// Reads CommonMark.
pub(super) fn parse(text: &str, closed: &ClosedTags) -> Vec<Block> {
    let text = &*bound_nesting(text);
    let mut reader = Reader {
        source: text,
        closed,
        blocks: Vec::new(),
        inline: InlineBuf::default(),
        verbatim: None,
        language: "text",
        rows: Vec::new(),
        marks_are_text: Vec::new(),
        links: 0,
    };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range);
    }
    reader.blocks
}

/// `text` with a backslash before the marks beyond [`MAX_COLUMN`].
///
/// Each container takes a column of every line that opens another in it, so this bounds how deep they nest. The parser
/// may look at all that are open for each line, which takes time quadratic in a text that nests as deep as it is long.
fn bound_nesting(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((line, next)) = rest.split_once('\n') {
        push_bounded(line, &mut out);
        out.push('\n');
        rest = next;
    }
    push_bounded(rest, &mut out);
    if out.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Appends `line`, with a backslash before the first mark beyond [`MAX_COLUMN`]: what follows it is text of itself.
fn push_bounded(line: &str, out: &mut String) {
    let before_text = line.bytes().take_while(|b| b" \t>-+*.)".contains(b) || b.is_ascii_digit()).count();
    let begin = lex::before(line, before_text);
    let bytes = begin.bytes().enumerate().zip(begin.bytes().skip(1)).skip(MAX_COLUMN);
    let mark = bytes.map(|((at, previous), mark)| (at + 1, previous, mark)).find(|(at, previous, mark)| {
        let ends = lex::after(line, at + 1).chars().next().is_none_or(|next| matches!(next, ' ' | '\t'));
        match mark {
            b'>' => true,
            b'-' | b'+' | b'*' => ends && matches!(previous, b' ' | b'\t' | b'>'),
            b'.' | b')' => ends && previous.is_ascii_digit(),
            _ => false,
        }
    });
    match mark {
        Some((at, _, _)) => {
            out.push_str(lex::before(line, at));
            out.push('\\');
            out.push_str(lex::after(line, at));
        }
        None => out.push_str(line),
    }
}

/// Makes blocks of events.
struct Reader<'a> {
    source: &'a str,
    closed: &'a ClosedTags,
    blocks: Vec<Block>,
    /// The paragraph, heading or cell at hand.
    inline: InlineBuf,
    /// The lines so far of a block of code or HTML.
    verbatim: Option<String>,
    /// The language of the block of code at hand.
    language: &'static str,
    /// The rows so far of the table at hand.
    rows: Vec<Vec<Vec<Inline>>>,
    /// For each open emphasis, whether it began within `<code>`, where its marks are text.
    marks_are_text: Vec<bool>,
    /// How many links and images are open. The outermost is the one that shows.
    links: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Html(text) => match &mut self.verbatim {
                Some(lines) => lines.push_str(&text),
                None => self.inline.text(&lex::shown(&text)),
            },
            Event::Code(code) => self.inline.push(Inline::Code(lex::shown(&code))),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::SoftBreak => self.inline.push(Inline::Soft),
            Event::HardBreak => self.inline.push(Inline::Hard),
            Event::Rule => {
                self.end_paragraph();
                self.blocks.push(Block::Rule);
            }
            // Of extensions that are off, as are the tags that the functions below leave out.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => self.open(Container::Quote),
            Tag::List(None) => self.open(Container::Bullets),
            Tag::List(Some(first)) => self.open(Container::Numbers(u32::try_from(first).unwrap_or(u32::MAX))),
            Tag::Item => self.open(Container::Item),
            Tag::CodeBlock(kind) => {
                self.language = match kind {
                    CodeBlockKind::Fenced(info) => block::language(&info),
                    CodeBlockKind::Indented => "text",
                };
                self.begin_verbatim();
            }
            Tag::HtmlBlock => self.begin_verbatim(),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Emphasis => self.open_emphasis(Emphasis::Italic, range),
            Tag::Strong => self.open_emphasis(Emphasis::Strong, range),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.open_link(&dest_url, range),
            // A paragraph without a mark of its own, as in an item, ends here.
            _ => self.end_paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.end_paragraph();
                self.blocks.push(Block::Close);
            }
            TagEnd::Heading(level) => {
                let title = self.inline.take();
                // The variants of a level are numbered as the levels are.
                self.blocks.push(Block::Heading(level as u8, title));
            }
            TagEnd::CodeBlock => {
                let code = self.verbatim.take().unwrap_or_default();
                self.blocks.push(Block::Code(self.language, code));
            }
            TagEnd::HtmlBlock => {
                let html = self.verbatim.take().unwrap_or_default();
                self.blocks.extend(html::parse(&html, self.closed));
            }
            TagEnd::TableCell => {
                let cell = self.inline.take();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.blocks.push(Block::Table(std::mem::take(&mut self.rows))),
            TagEnd::Emphasis => self.close_emphasis(Emphasis::Italic, range),
            TagEnd::Strong => self.close_emphasis(Emphasis::Strong, range),
            TagEnd::Link | TagEnd::Image => self.close_link(range),
            TagEnd::Paragraph => self.end_paragraph(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let pieces = self.inline.take();
        if !pieces.is_empty() {
            self.blocks.push(Block::Paragraph(pieces));
        }
    }

    fn open(&mut self, container: Container) {
        self.end_paragraph();
        self.blocks.push(Block::Open(container));
    }

    fn begin_verbatim(&mut self) {
        self.end_paragraph();
        self.verbatim = Some(String::new());
    }

    fn open_emphasis(&mut self, emphasis: Emphasis, range: Range<usize>) {
        let as_text = self.inline.in_code();
        self.marks_are_text.push(as_text);
        if as_text {
            let marks = range.start..range.start + emphasis.mark().len();
            self.inline.text(self.source.get(marks).unwrap_or(""));
        } else {
            self.inline.open(Element::Emphasis(emphasis), None);
        }
    }

    fn close_emphasis(&mut self, emphasis: Emphasis, range: Range<usize>) {
        if self.marks_are_text.pop() == Some(true) {
            let marks = range.end.saturating_sub(emphasis.mark().len())..range.end;
            self.inline.text(self.source.get(marks).unwrap_or(""));
        } else {
            self.inline.close(Element::Emphasis(emphasis));
        }
    }

    fn open_link(&mut self, address: &str, range: Range<usize>) {
        self.links += 1;
        if self.is_placeholder(range) {
            self.inline.text("<");
        } else if self.links == 1 {
            self.inline.open(Element::Link, lex::web_address(&lex::shown(address)));
        }
    }

    fn close_link(&mut self, range: Range<usize>) {
        self.links = self.links.saturating_sub(1);
        if self.is_placeholder(range) {
            self.inline.text(">");
        } else if self.links == 0 {
            self.inline.close(Element::Link);
        }
    }

    /// Whether the link at `range` is an address between angle brackets that does not lead to the web, as
    /// `<aws:region>` is: somebody's placeholder, of which the brackets are a part.
    fn is_placeholder(&self, range: Range<usize>) -> bool {
        let inner = self.source.get(range).and_then(|link| link.strip_prefix('<')?.strip_suffix('>'));
        inner.is_some_and(|address| lex::web_address(address).is_none())
    }

    /// A tag within a line: an inline element that is closed somewhere, or text like any other.
    fn inline_html(&mut self, source: &str) {
        if source.starts_with("<!--") {
            return;
        }
        let tag = lex::tag(source);
        let element = tag.as_ref().and_then(|tag| inline::element(&tag.name));
        match (tag, element) {
            (Some(tag), _) if tag.name == "br" && !tag.closing => self.inline.push(Inline::Hard),
            (Some(tag), Some(element)) if self.closed.contains(&tag.name) => {
                if tag.closing {
                    self.inline.close(element);
                } else if !tag.empty {
                    self.inline.open(element, tag.web_address());
                }
            }
            _ => self.inline.text(source),
        }
    }
}
