//! What rustdoc's own parser reads in the lines that we write: no markup but ours, and the words of the input.

use std::path::Path;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{block, html, lex, to_rustdoc};

/// The extensions that rustdoc turns on.
const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// What of `output` is none of the markup that our printer knows.
pub(super) fn strange_markup(output: &str) -> Vec<String> {
    let mut strange = Vec::new();
    let mut broken = Vec::new();
    let mut on_broken = |link: BrokenLink<'_>| {
        broken.push(format!("a link to nothing: [{}]", link.reference));
        None
    };
    for event in Parser::new_with_broken_link_callback(output, RUSTDOC, Some(&mut on_broken)) {
        let known = match &event {
            Event::Start(Tag::Link { link_type: LinkType::Inline | LinkType::Autolink, dest_url, .. }) => {
                lex::web_address(dest_url).is_some()
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                !info.is_empty() && block::language(info) == info.as_ref()
            }
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(None)
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::Emphasis
                | Tag::Strong,
            )
            | Event::End(_)
            | Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule => true,
            _ => false,
        };
        if !known {
            strange.push(format!("{event:?}"));
        }
    }
    strange.append(&mut broken);
    strange
}

/// The letters and digits that a reader of CommonMark sees, the labels of notes left out.
fn letters_of_commonmark(text: &str, options: Options) -> String {
    let mut letters = String::new();
    let mut html = String::new();
    // How much of the way to a label is done: a quotation, its first paragraph, bold text.
    let mut way = 0;
    for event in Parser::new_ext(text, options) {
        let label = way == 3;
        way = match (&event, way) {
            (Event::Start(Tag::BlockQuote(_)), _) => 1,
            (Event::Start(Tag::Paragraph), 1) => 2,
            (Event::Start(Tag::Strong), 2) => 3,
            _ => 0,
        };
        match event {
            Event::Text(text) if label && LABELS.contains(&text.as_ref()) => {}
            Event::Text(text) | Event::Code(text) => letters.extend(text.chars().filter(|c| c.is_alphanumeric())),
            Event::InlineHtml(tag) => letters.push_str(&letters_of_html(&tag)),
            Event::Html(line) => html.push_str(&line),
            Event::End(TagEnd::HtmlBlock) => letters.push_str(&letters_of_html(&std::mem::take(&mut html))),
            _ => {}
        }
    }
    letters
}

const LABELS: [&str; 5] = ["Note:", "Important:", "Warning:", "Caution:", "Tip:"];

/// The tags that documentation has; any other is the placeholder of a sentence.
const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "fullname",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "important",
    "li",
    "note",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The letters and digits that a browser shows.
fn letters_of_html(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        shown.push_str(before);
        let name = tag.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        rest = match tag.split_once('>') {
            Some((_, after)) if TAGS.contains(&name.to_ascii_lowercase().as_str()) => after,
            _ if tag.starts_with("!--") => tag.split_once("-->").map_or("", |(_, after)| after),
            _ => tag,
        };
    }
    shown.push_str(rest);
    lex::decode(&shown).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// That the lines of `text` hold nothing strange and say what `text` says.
pub(super) fn check(text: &str) -> Result<(), String> {
    let output = to_rustdoc(text).join("\n");
    let strange = strange_markup(&output);
    let text = lex::clean(text);
    let meant = if html::is_html(&text, &lex::closed_tags(&text)) {
        letters_of_html(&text)
    } else {
        letters_of_commonmark(&text, Options::ENABLE_TABLES)
    };
    let said = letters_of_commonmark(&output, RUSTDOC);
    if strange.is_empty() && meant == said {
        return Ok(());
    }
    Err(format!("{strange:?}\n  the input says {meant:?}\n our lines say {said:?}\n{output}"))
}

/// Every documentation string of the models in the repository, and of those beside it where they are.
#[test]
fn models_keep_their_words_and_no_other_markup() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = package.ancestors().map(|folder| folder.join("shared/models")).find(|folder| folder.is_dir());
    if shared.is_none() {
        eprintln!("without official models: there is no folder shared/models above {}", package.display());
    }
    let ours = ["model", "tests/models", "tests/models/mini"].map(|folder| package.join("..").join(folder));
    let mut texts = Vec::new();
    for folder in ours.into_iter().chain(shared) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                texts.append(&mut documentation(&path));
            }
        }
    }
    assert!(texts.len() > 500, "only {} texts", texts.len());
    let wrong: Vec<String> = texts.iter().filter_map(|text| check(text).err()).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), texts.len(), wrong[..wrong.len().min(5)].join("\n\n"));
}

/// The values of all `documentation` traits of a model.
pub(super) fn documentation(path: &Path) -> Vec<String> {
    let model: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut texts = Vec::new();
    let mut left = vec![&model];
    while let Some(value) = left.pop() {
        match value {
            serde_json::Value::Object(members) => {
                let traits = ["smithy.api#documentation", "documentation"].iter().filter_map(|name| members.get(*name));
                texts.extend(traits.filter_map(|text| text.as_str()).map(str::to_owned));
                left.extend(members.values());
            }
            serde_json::Value::Array(values) => left.extend(values),
            _ => {}
        }
    }
    texts
}
