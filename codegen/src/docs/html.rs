//! HTML as AWS writes it: nested and closed badly, with notes and lists of definitions.

use super::block::{Block, Container};
use super::inline::{self, Element, Emphasis, Inline, InlineBuf};
use super::lex::{self, ClosedTags, CodeSpans, Tag};

/// Containers open at once; what nests deeper is shown at this depth.
const MAX_OPEN: usize = 32;

/// What a block tag stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BlockTag {
    /// A paragraph, or what only sets paragraphs apart.
    Paragraph,
    Bullets,
    Numbers,
    Item,
    Definitions,
    Term,
    Definition,
    /// Set off, under this word.
    Note(&'static str),
    Quote,
    Heading(u8),
    Preformatted,
    Table,
    Row,
    Cell,
    /// A part of a table that holds rows.
    Rows,
}

fn block_tag(name: &str) -> Option<BlockTag> {
    Some(match name {
        "p" | "div" | "section" | "article" | "center" | "para" | "text" | "examples" | "example" | "zonbook"
        | "xhtml" | "html" | "body" | "details" | "summary" => BlockTag::Paragraph,
        "ul" | "menu" | "itemizedlist" => BlockTag::Bullets,
        "ol" | "orderedlist" => BlockTag::Numbers,
        "li" | "listitem" => BlockTag::Item,
        "dl" => BlockTag::Definitions,
        "dt" => BlockTag::Term,
        "dd" => BlockTag::Definition,
        "note" => BlockTag::Note("Note"),
        "important" => BlockTag::Note("Important"),
        "warning" => BlockTag::Note("Warning"),
        "caution" => BlockTag::Note("Caution"),
        "tip" => BlockTag::Note("Tip"),
        "blockquote" => BlockTag::Quote,
        "h1" | "fullname" => BlockTag::Heading(1),
        "h2" => BlockTag::Heading(2),
        "h3" => BlockTag::Heading(3),
        "h4" => BlockTag::Heading(4),
        "h5" => BlockTag::Heading(5),
        "h6" => BlockTag::Heading(6),
        "pre" | "programlisting" => BlockTag::Preformatted,
        "table" => BlockTag::Table,
        "tr" => BlockTag::Row,
        "td" | "th" => BlockTag::Cell,
        "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => BlockTag::Rows,
        _ => return None,
    })
}

/// Block tags that are HTML wherever they stand. Any other is so only where something closes it: it may as well be a
/// placeholder in someone's sentence.
fn is_block_html(name: &str) -> bool {
    match block_tag(name) {
        Some(BlockTag::Paragraph) => matches!(name, "p" | "div"),
        Some(BlockTag::Heading(_)) => name != "fullname",
        Some(BlockTag::Bullets | BlockTag::Numbers | BlockTag::Item) => name.len() == 2,
        Some(BlockTag::Definitions | BlockTag::Term | BlockTag::Definition | BlockTag::Cell | BlockTag::Row) => true,
        Some(BlockTag::Preformatted) => name == "pre",
        Some(BlockTag::Quote | BlockTag::Note(_) | BlockTag::Table | BlockTag::Rows) | None => false,
    }
}

/// HTML that is neither a block nor one of [`inline::element`]: its tags say nothing that could be shown.
fn is_plain_html(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "span" | "font" | "u" | "s" | "small" | "big" | "sub" | "sup" | "img" | "wbr" | "col" | "mark"
    )
}

/// Whether `text` is HTML: whether it has a block tag outside CommonMark's code.
pub(super) fn is_html(text: &str, closed: &ClosedTags) -> bool {
    let begins = |rest: &str| {
        lex::tag(rest).is_some_and(|tag| {
            !tag.closing && (is_block_html(&tag.name) || (block_tag(&tag.name).is_some() && closed.contains(&tag.name)))
        })
    };
    if begins(text.trim_start()) {
        return true;
    }
    let spans = CodeSpans::new(text);
    let mut rest = text;
    while let Some(at) = rest.find(['`', '<']) {
        rest = lex::after(rest, at);
        if begins(rest) {
            return true;
        }
        let step = if rest.starts_with('`') {
            // A code span does not go on over a blank line, a fenced block does.
            let fence = rest.starts_with("```");
            let span = spans.at(rest).filter(|(content, _)| fence || !content.contains("\n\n"));
            span.map_or_else(|| lex::run_len(rest, '`'), |(_, len)| len)
        } else {
            1
        };
        rest = lex::after(rest, step);
    }
    false
}

/// Whether a tag within HTML is text: nothing closes it and it is none of HTML's, so that it is a placeholder.
fn is_placeholder(tag: &Tag<'_>, closed: &ClosedTags) -> bool {
    let name = tag.name.as_str();
    let known = is_plain_html(name)
        || is_block_html(name)
        || matches!(name, "a" | "b" | "i" | "em" | "strong" | "code" | "note" | "important" | "table" | "fullname");
    !tag.closing && !known && !closed.contains(name)
}

/// Reads HTML.
pub(super) fn parse(text: &str, closed: &ClosedTags) -> Vec<Block> {
    let mut html = Html::default();
    let mut rest = text;
    let mut comments_end = true;
    while !rest.is_empty() {
        let len = rest.find(['<', '&']).unwrap_or(rest.len());
        html.text(lex::before(rest, len));
        rest = lex::after(rest, len);
        if let Some(comment) = rest.strip_prefix("<!--")
            && comments_end
        {
            match comment.split_once("-->") {
                Some((_, after)) => {
                    rest = after;
                    continue;
                }
                None => comments_end = false,
            }
        }
        if let Some((shown, len)) = lex::entity(rest) {
            html.plain(&shown);
            rest = lex::after(rest, len);
        } else if let Some((address, len)) = lex::autolink(rest) {
            html.inline.push(Inline::Address(address));
            rest = lex::after(rest, len);
        } else if let Some(tag) = lex::tag(rest) {
            rest = lex::after(rest, tag.source.len());
            html.tag(&tag, closed);
        } else if let Some(c) = rest.chars().next() {
            html.plain(c.encode_utf8(&mut [0; 4]));
            rest = lex::after(rest, c.len_utf8());
        }
    }
    html.finish()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    List { implicit: bool },
    Item,
    Quote,
}

#[derive(Default)]
struct Html {
    blocks: Vec<Block>,
    inline: InlineBuf,
    open: Vec<Frame>,
    /// Containers opened beyond the deepest that is kept.
    beyond: usize,
    heading: Option<u8>,
    in_term: bool,
    /// The pieces of a label that the next paragraph begins with: the word of a note, the term of a definition.
    label: Option<usize>,
    preformatted: Option<String>,
    table: Option<Table>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Vec<Inline>>>,
    in_cell: bool,
    /// Tables within this one, which are shown as a part of it.
    nested: usize,
}

impl Html {
    /// Text as it is.
    fn plain(&mut self, text: &str) {
        match &mut self.preformatted {
            Some(code) => code.push_str(text),
            None => self.inline.text(text),
        }
    }

    /// Text between tags, in which people put code between backticks all the same.
    fn text(&mut self, text: &str) {
        if self.preformatted.is_some() || self.inline.in_code() || !text.contains('`') {
            self.plain(text);
            return;
        }
        let spans = CodeSpans::new(text);
        let mut rest = text;
        while let Some(at) = rest.find('`') {
            self.inline.text(lex::before(rest, at));
            rest = lex::after(rest, at);
            let len = match spans.at(rest) {
                Some((content, len)) if !content.trim().is_empty() => {
                    self.inline.push(Inline::Code(content.split_whitespace().collect::<Vec<_>>().join(" ")));
                    len
                }
                _ => {
                    let len = lex::run_len(rest, '`');
                    self.inline.text(lex::before(rest, len));
                    len
                }
            };
            rest = lex::after(rest, len);
        }
        self.inline.text(rest);
    }

    fn tag(&mut self, tag: &Tag<'_>, closed: &ClosedTags) {
        if let Some(code) = &mut self.preformatted {
            if block_tag(&tag.name) == Some(BlockTag::Preformatted) {
                if tag.closing {
                    let code = std::mem::take(code);
                    self.end_preformatted(code);
                }
            } else if tag.name == "br" {
                code.push('\n');
            } else if is_placeholder(tag, closed) {
                code.push_str(tag.source);
            }
            return;
        }
        if is_placeholder(tag, closed) {
            self.inline.text(tag.source);
            return;
        }
        if let Some(element) = inline::element(&tag.name) {
            if tag.closing {
                self.inline.close(element);
            } else if !tag.empty {
                self.inline.open(element, tag.web_address());
            }
            return;
        }
        match tag.name.as_str() {
            "br" => self.inline.push(Inline::Hard),
            "hr" => {
                if self.table.is_none() {
                    self.flush();
                    self.ensure_item();
                    self.blocks.push(Block::Rule);
                }
            }
            _ => match block_tag(&tag.name) {
                Some(block) if self.table.is_some() => self.tag_in_table(block, tag.closing),
                Some(block) if tag.closing => self.close(block),
                Some(_) if tag.empty => self.flush(),
                Some(block) => self.open(block),
                None => {}
            },
        }
    }

    fn tag_in_table(&mut self, block: BlockTag, closing: bool) {
        let Some(table) = &mut self.table else { return };
        match (block, closing) {
            (BlockTag::Table, false) => table.nested += 1,
            (BlockTag::Table, true) if table.nested > 0 => table.nested -= 1,
            (BlockTag::Table, true) => self.end_table(),
            (BlockTag::Row, false) => {
                self.end_cell();
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            (BlockTag::Cell, false) => {
                self.end_cell();
                if let Some(table) = &mut self.table {
                    table.in_cell = true;
                }
            }
            (BlockTag::Row | BlockTag::Cell, true) => self.end_cell(),
            _ => self.inline.push(Inline::Space),
        }
    }

    fn end_cell(&mut self) {
        let pieces = self.inline.take();
        let Some(table) = &mut self.table else { return };
        // An empty cell holds its place; nothing between cells is nothing.
        if !std::mem::take(&mut table.in_cell) && pieces.is_empty() {
            return;
        }
        match table.rows.last_mut() {
            Some(row) => row.push(pieces),
            None => table.rows.push(vec![pieces]),
        }
    }

    fn end_table(&mut self) {
        if self.table.is_none() {
            return;
        }
        self.end_cell();
        if let Some(table) = self.table.take() {
            self.blocks.push(Block::Table(table.rows));
        }
    }

    fn end_preformatted(&mut self, code: String) {
        self.preformatted = None;
        self.ensure_item();
        self.blocks.push(Block::Code("text", code));
    }

    fn open(&mut self, block: BlockTag) {
        match block {
            BlockTag::Paragraph => self.begin_paragraph(),
            BlockTag::Bullets | BlockTag::Definitions => self.open_list(Container::Bullets, false),
            BlockTag::Numbers => self.open_list(Container::Numbers(1), false),
            BlockTag::Item => self.open_item(),
            BlockTag::Term => {
                self.open_item();
                self.inline.open(Element::Emphasis(Emphasis::Strong), None);
                self.in_term = true;
            }
            BlockTag::Definition => {
                self.end_term();
                let in_item = self.nearest() == Some(Frame::Item);
                match self.label {
                    Some(_) if in_item => self.begin_paragraph(),
                    _ if in_item => self.flush(),
                    _ => self.open_item(),
                }
            }
            BlockTag::Note(word) => {
                self.flush();
                self.open_container(Container::Quote, Frame::Quote);
                self.inline.open(Element::Emphasis(Emphasis::Strong), None);
                self.inline.text(word);
                self.inline.text(":");
                self.inline.close(Element::Emphasis(Emphasis::Strong));
                self.inline.push(Inline::Space);
                self.label = Some(self.inline.len());
            }
            BlockTag::Quote => {
                self.flush();
                self.open_container(Container::Quote, Frame::Quote);
            }
            BlockTag::Heading(level) => {
                self.flush();
                self.heading = Some(level);
            }
            BlockTag::Preformatted => {
                self.flush();
                self.preformatted = Some(String::new());
            }
            BlockTag::Table => {
                self.flush();
                self.ensure_item();
                self.table = Some(Table::default());
            }
            // Cells without a table: what they hold is shown, apart.
            BlockTag::Row | BlockTag::Cell | BlockTag::Rows => self.flush(),
        }
    }

    fn close(&mut self, block: BlockTag) {
        match block {
            BlockTag::Paragraph => self.begin_paragraph(),
            BlockTag::Term => self.end_term(),
            BlockTag::Bullets | BlockTag::Numbers | BlockTag::Definitions => {
                self.flush();
                self.close_to(|frame| matches!(frame, Frame::List { .. }));
            }
            BlockTag::Item => {
                self.flush();
                if self.beyond == 0 && self.nearest() == Some(Frame::Item) {
                    self.close_to(|frame| frame == Frame::Item);
                }
            }
            BlockTag::Note(_) | BlockTag::Quote => {
                self.drop_label();
                self.flush();
                self.close_to(|frame| frame == Frame::Quote);
            }
            BlockTag::Heading(_) | BlockTag::Definition => self.flush(),
            BlockTag::Preformatted | BlockTag::Table | BlockTag::Row | BlockTag::Cell | BlockTag::Rows => self.flush(),
        }
    }

    /// The item or list that encloses what comes next, whichever is nearer.
    fn nearest(&self) -> Option<Frame> {
        self.open.iter().rev().copied().find(|frame| *frame != Frame::Quote)
    }

    fn end_term(&mut self) {
        if std::mem::take(&mut self.in_term) {
            let empty = self.inline.len() <= 1;
            self.inline.text(":");
            self.inline.close(Element::Emphasis(Emphasis::Strong));
            if empty {
                self.inline = InlineBuf::default();
            } else {
                self.inline.push(Inline::Space);
                self.label = Some(self.inline.len());
            }
        }
    }

    /// A label that nothing came after is not shown.
    fn drop_label(&mut self) {
        if self.label.take().is_some_and(|len| self.inline.len() <= len) {
            self.inline = InlineBuf::default();
        }
    }

    /// Ends the paragraph, unless there is only the label of the one that now begins.
    fn begin_paragraph(&mut self) {
        match self.label {
            Some(len) if self.inline.len() <= len => {}
            _ => self.flush(),
        }
    }

    /// Ends the paragraph or heading.
    fn flush(&mut self) {
        self.in_term = false;
        self.label = None;
        let heading = self.heading.take();
        let pieces = self.inline.take();
        if pieces.is_empty() {
            return;
        }
        self.ensure_item();
        self.blocks.push(match heading {
            Some(level) => Block::Heading(level, pieces),
            None => Block::Paragraph(pieces),
        });
    }

    /// What stands in a list beside its items becomes an item; a list that no tag opened ends there.
    fn ensure_item(&mut self) {
        match self.open.last() {
            Some(Frame::List { implicit: true }) => self.pop(),
            Some(Frame::List { implicit: false }) => self.push(Container::Item, Frame::Item),
            Some(Frame::Item | Frame::Quote) | None => {}
        }
    }

    fn open_list(&mut self, container: Container, implicit: bool) {
        self.flush();
        self.open_container(container, Frame::List { implicit });
    }

    fn open_container(&mut self, container: Container, frame: Frame) {
        if self.beyond > 0 || self.open.len() >= MAX_OPEN {
            self.beyond += 1;
            return;
        }
        self.ensure_item();
        self.push(container, frame);
    }

    fn open_item(&mut self) {
        self.flush();
        if self.beyond > 0 {
            return;
        }
        match self.nearest() {
            Some(Frame::Item) => self.close_to(|frame| frame == Frame::Item),
            Some(_) => {}
            None => self.open_list(Container::Bullets, true),
        }
        if matches!(self.open.last(), Some(Frame::List { .. })) {
            self.push(Container::Item, Frame::Item);
        }
    }

    fn push(&mut self, container: Container, frame: Frame) {
        self.open.push(frame);
        self.blocks.push(Block::Open(container));
    }

    fn pop(&mut self) {
        if self.open.pop().is_some() {
            self.blocks.push(Block::Close);
        }
    }

    /// Closes the innermost container of this kind and all within it.
    fn close_to(&mut self, kind: impl Fn(Frame) -> bool) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        if let Some(at) = self.open.iter().rposition(|frame| kind(*frame)) {
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    fn finish(mut self) -> Vec<Block> {
        if let Some(code) = self.preformatted.take() {
            self.end_preformatted(code);
        }
        self.end_table();
        self.flush();
        while !self.open.is_empty() {
            self.pop();
        }
        self.blocks
    }
}
