//! Blocks → HTML, for pages. What is shown is text of a template: no tag of the input comes through, only what stands
//! here.

use maud::{Markup, html};

use super::block::{Block, Container};
use super::inline::{Emphasis, Inline};
use super::{read, summary, to_rustdoc};

/// Containers within one another; what nests deeper is written at this depth.
const MAX_DEPTH: usize = 16;

/// Documentation of a model as HTML.
///
/// ```text
/// <p>Gives the users of an <em>organization</em>.</p><ul><li><p>…</p></li></ul>
/// ```
pub(crate) fn markup(text: &str) -> Markup {
    let mut pages = Nested::default();
    for block in read::blocks(text) {
        match block {
            Block::Open(container) => pages.open(container),
            Block::Close => pages.close(),
            Block::Paragraph(pieces) => {
                let text = inline(&pieces);
                if !text.0.trim().is_empty() {
                    pages.push(html! { p { (text) } });
                }
            }
            // The levels of headings are those of the page.
            Block::Heading(_, pieces) => pages.push(html! { p { strong { (inline(&pieces)) } } }),
            Block::Code(_, text) => pages.push(html! { pre.quoted { code { (text) } } }),
            Block::Table(rows) => pages.push(table(&rows)),
            Block::Rule => pages.push(html! { hr; }),
        }
    }
    pages.finish()
}

/// The first sentence of a documentation as HTML that stands within a paragraph.
pub(crate) fn sentence(text: &str) -> Markup {
    inline(&first(text))
}

/// The first sentence of a documentation as text without any markup.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::new();
    for piece in first(text) {
        match piece {
            Inline::Text(text) | Inline::Code(text) | Inline::Address(text) => out.push_str(&text),
            Inline::Space | Inline::Soft | Inline::Hard => out.push(' '),
            Inline::Nothing | Inline::Open(_) | Inline::Close(_) | Inline::LinkOpen(_) | Inline::LinkClose => {}
        }
    }
    out
}

fn first(text: &str) -> Vec<Inline> {
    let summary = summary(&to_rustdoc(text));
    let paragraph = read::blocks(&summary).into_iter().find_map(|block| match block {
        Block::Paragraph(pieces) => Some(pieces),
        _ => None,
    });
    paragraph.unwrap_or_default()
}

/// Containers on their way, each with what is in it.
#[derive(Default)]
struct Nested {
    done: Vec<Markup>,
    open: Vec<(Container, Vec<Markup>)>,
    beyond: usize,
}

impl Nested {
    fn push(&mut self, markup: Markup) {
        match self.open.last_mut() {
            Some((_, inside)) => inside.push(markup),
            None => self.done.push(markup),
        }
    }

    fn open(&mut self, container: Container) {
        if self.beyond > 0 || (self.open.len() >= MAX_DEPTH && container != Container::Item) {
            self.beyond += 1;
        } else {
            self.open.push((container, Vec::new()));
        }
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some((container, inside)) = self.open.pop() else { return };
        if inside.is_empty() {
            return;
        }
        let all = html! { @for part in &inside { (part) } };
        self.push(match container {
            Container::Bullets => html! { ul { (all) } },
            Container::Numbers(1) => html! { ol { (all) } },
            Container::Numbers(start) => html! { ol start=(start) { (all) } },
            Container::Item => html! { li { (all) } },
            Container::Quote => html! { blockquote { (all) } },
        });
    }

    fn finish(mut self) -> Markup {
        self.beyond = 0;
        while !self.open.is_empty() {
            self.close();
        }
        html! { @for part in &self.done { (part) } }
    }
}

fn table(rows: &[Vec<Vec<Inline>>]) -> Markup {
    let Some((head, body)) = rows.split_first() else { return Markup::default() };
    html! {
        table {
            thead { tr { @for cell in head { th scope="col" { (inline(cell)) } } } }
            @if !body.is_empty() {
                tbody { @for row in body { tr { @for cell in row { td { (inline(cell)) } } } } }
            }
        }
    }
}

/// What surrounds pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Around {
    Emphasis(Emphasis),
    Link(String),
}

/// The pieces of a paragraph.
fn inline(pieces: &[Inline]) -> Markup {
    let mut done: Vec<Markup> = Vec::new();
    let mut open: Vec<(Around, Vec<Markup>)> = Vec::new();
    for piece in pieces {
        let in_link = open.iter().any(|(around, _)| matches!(around, Around::Link(_)));
        let next = match piece {
            Inline::Text(text) => html! { (text) },
            Inline::Code(text) => html! { code { (text) } },
            Inline::Space => html! { " " },
            Inline::Soft => html! { "\n" },
            Inline::Hard => html! { br; },
            Inline::Address(address) if in_link => html! { (address) },
            Inline::Address(address) => link(address, html! { (address) }),
            Inline::Nothing => continue,
            Inline::Open(emphasis) => {
                open.push((Around::Emphasis(*emphasis), Vec::new()));
                continue;
            }
            Inline::LinkOpen(address) if !in_link => {
                open.push((Around::Link(address.clone()), Vec::new()));
                continue;
            }
            Inline::Close(_) | Inline::LinkClose => match open.pop() {
                Some((around, inside)) => wrap(around, &inside),
                None => continue,
            },
            Inline::LinkOpen(_) => continue,
        };
        match open.last_mut() {
            Some((_, inside)) => inside.push(next),
            None => done.push(next),
        }
    }
    while let Some((around, inside)) = open.pop() {
        let next = wrap(around, &inside);
        match open.last_mut() {
            Some((_, outer)) => outer.push(next),
            None => done.push(next),
        }
    }
    html! { @for part in &done { (part) } }
}

fn wrap(around: Around, inside: &[Markup]) -> Markup {
    let all = html! { @for part in inside { (part) } };
    match around {
        Around::Emphasis(Emphasis::Strong) => html! { strong { (all) } },
        Around::Emphasis(Emphasis::Italic) => html! { em { (all) } },
        // A link without text would be one that nobody sees.
        Around::Link(_) if all.0.trim().is_empty() => all,
        Around::Link(address) => link(&address, all),
    }
}

/// A link, where it leads to the web and nowhere else.
fn link(address: &str, text: Markup) -> Markup {
    let leads = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    if leads {
        html! { a href=(address) rel="noreferrer" { (text) } }
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{markup, plain, sentence};

    #[test]
    fn both_forms_become_the_same_elements() {
        let html = markup("<p>Gives <b>all</b> of <code>A&lt;B</code>.</p><ul><li><p>one</p></li></ul>").0;
        assert_eq!(html, "<p>Gives <strong>all</strong> of <code>A&lt;B</code>.</p><ul><li><p>one</p></li></ul>");
        let markdown = markup("Gives **all** of `A<B`.\n\n- one").0;
        assert_eq!(markdown, html);
        let table = markup("| a | b |\n| - | - |\n| c | <d> |").0;
        assert!(table.contains("<th scope=\"col\">a</th>") && table.contains("<td>&lt;d&gt;</td>"), "{table}");
    }

    #[test]
    fn no_tag_and_no_script_comes_through() {
        for text in [
            "<p><script>alert(1)</script></p>",
            "<p onclick=\"alert(1)\">a</p>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1)) <a href=\"javascript:alert(1)\">b</a>",
            "<p><a href=\"https://a.example/&quot; onclick=&quot;alert(1)\">c</a></p>",
            "```\n</code></pre><script>alert(1)</script>\n```",
            "<p><a href='https://a'><a href='https://b'>nested</a></a></p>",
            "<svg/onload=alert(1)>",
        ] {
            let shown = markup(text).0;
            for bad in ["<script", "<img", "<svg", "<p on", "href=\"javascript", "\" onclick"] {
                assert!(!shown.contains(bad), "{text} → {shown}");
            }
            assert!(shown.matches("<a ").count() == shown.matches("</a>").count(), "{shown}");
        }
    }

    #[test]
    fn deep_nesting_ends_somewhere() {
        let deep = markup(&"<ul><li>".repeat(5_000)).0;
        assert!(deep.len() < 100_000);
        let quotes = markup(&format!("{} a", ">".repeat(5_000))).0;
        assert!(quotes.contains('a') && quotes.matches("<blockquote>").count() <= 17, "{quotes}");
    }

    #[test]
    fn the_first_sentence_with_and_without_marks() {
        let text = "<p>Gives <i>all</i> of `a_b`. And more.</p>";
        assert_eq!(plain(text), "Gives all of a_b.");
        assert_eq!(sentence(text).0, "Gives <em>all</em> of <code>a_b</code>.");
        assert_eq!(plain(""), "");
    }
}
