//! What the lines are for given texts, and what holds for the lines of any text.

use std::io::Write as _;
use std::panic::{catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use super::oracle::{self, strange_markup};
use super::{lex, literal, summary, to_rustdoc};

fn shown(text: &str) -> String {
    to_rustdoc(text).join("\n")
}

/// Texts and the lines that they become.
const CASES: &[(&str, &str)] = &[
    // Nothing to show.
    ("", ""),
    (" \r\n\t\u{200b}\0", ""),
    ("<p></p><ul><li> </li></ul>", ""),
    ("[a]: https://example.com", ""),
    // HTML blocks.
    (
        "<p>One.</p><p>Two &lt;T&gt; &amp;amp; <b>bold</b>, <i> thin </i>.</p>",
        "One.\n\nTwo \\<T> \\&amp; **bold**, *thin*.",
    ),
    ("<p>A</p> <ul> <li> <p>one</p> </li> <li>two<ul><li>three</ul></ul><p>B", "A\n\n- one\n- two\n  - three\n\nB"),
    ("<ol><li>one<p>more</p></li><li>two</li></ol>", "1. one\n\n   more\n\n2. two"),
    ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
    ("<ul>stray<li>a</li></ul>", "- stray\n- a"),
    ("<li>a<li>b</li>after", "- a\n- b\n\nafter"),
    ("<p>A<note><p>B</p><p>C</note>D", "A\n\n> **Note:** B\n>\n> C\n\nD"),
    ("<important></important><p>x", "x"),
    (
        "<dl> <dt>Term</dt> <dd><p>What it is.</p></dd> <dt><code>T</code></dt><dd>x<ul><li>y</ul></dl>",
        "- **Term:** What it is.\n- **`T`:** x\n  - y",
    ),
    (
        "<table><tr><th>A</th><th>B|C</th></tr><tr><td><code>x|y</code></td><td></td></tr></table>",
        "| A | B&#124;C |\n| --- | --- |\n| x&#124;y | |",
    ),
    ("<pre>fn x() {\n\n\n\t```\n}</pre>", "````text\nfn x() {\n\n    ```\n}\n````"),
    ("<fullname>Big Service</fullname><p>x</p><h3>y #</h3>", "# Big Service\n\nx\n\n### y \\#"),
    ("<p>a<br>b<br/></p><hr>c", "a\\\nb\n\n___\n\nc"),
    ("<p>an <b>open <code>end", "an **open `end`**"),
    ("<p>x<!-- hidden --> y <!-- not", "x y \\<!-- not"),
    // HTML within a line.
    (
        "<p><a href=\"https://a.com/b(c)?d=e&amp;f\">text</a> <a href='/rel'>rel</a> <a>none</a>",
        "[text](https://a.com/b%28c%29?d=e&f) rel none",
    ),
    ("<p><code> <a href=\"https://a.com\">Op</a> </code>.", "[`Op`](https://a.com)."),
    (
        "<p><a href='https://a.com'>https://a.com</a> wow!<a href='https://a.com'>x</a>",
        "<https://a.com> wow\\![x](https://a.com)",
    ),
    ("<p><code>a</code><code>b`c</code>", "``ab`c``"),
    ("<p>x<b>-y-</b>z", "x-y-z"),
    ("<p>arn:<region>:<id> <unknown>x</unknown>", "arn:\\<region>:\\<id> x"),
    ("<p>See https://example.com/a_b. And `code`.", "See <https://example.com/a_b>. And `code`."),
    ("<p>https://{id}.example.com/ https://a.b/{id}", "https://{id}.example.com/ https://a.b/{id}"),
    ("<p>https://a.example.com/{id}!", "`https://a.example.com/{id}`!"),
    (
        "<p>[x] [y](z) __init__ a_b *c* ~d~ e~f #g \\h \\[",
        "\\[x] \\[y](z) \\_\\_init\\_\\_ a_b \\*c\\* ~d\\~ e\\~f #g \\h \\\\\\[",
    ),
    ("<p>- x</p><p>1) y</p><p># z</p><p>===</p><p>> q</p>", "\\- x\n\n1\\) y\n\n\\# z\n\n\\===\n\n\\> q"),
    ("<p>caf&#xe9; &#150; &#x202e;x &foo; &nbsp;y", "café – x &foo; y"),
    // CommonMark.
    ("One\nline  \ntwo\\\nthree", "One\nline\\\ntwo\\\nthree"),
    ("# T #\n\nU\n===\nV\n---\ntext", "# T\n\n# U\n\n## V\n\ntext"),
    ("*a* **b** __c__ `d` ``e`f`` \\*g\\*", "*a* **b** **c** `d` ``e`f`` \\*g\\*"),
    ("- a\n- b\n  - c\n\n    d\n1. e\n2. f", "- a\n- b\n  - c\n\n    d\n\n1. e\n2. f"),
    ("> a\nlazy\n>\n> - b", "> a\n> lazy\n>\n> - b"),
    ("a\n\n    let x = 1;\n\nb", "a\n\n```text\nlet x = 1;\n```\n\nb"),
    ("```rust\nx\n```\n~~~JSON\n{}\n~~~\n```\nopen", "```text\nx\n```\n\n```json\n{}\n```\n\n```text\nopen\n```"),
    (
        "[a](https://a.com \"t\") [b](#c) [d] [e][f] ![i](https://i.com/p)\n\n[f]: https://f.com",
        "[a](https://a.com) b \\[d] [e](https://f.com) [i](https://i.com/p)",
    ),
    (
        "Vec<T> <https://a.com> https://b.com/c_d, x < y <code>__z__</code> <b>q</b> <i>",
        "Vec\\<T> <https://a.com> <https://b.com/c_d>, x < y `__z__` **q** \\<i>",
    ),
    ("|a|b|\n|-|-|\n|`c`|d\\|e|", "| a | b |\n| --- | --- |\n| `c` | d&#124;e |"),
    ("Use `<p>` here", "Use `<p>` here"),
    ("a <note> b", "a \\<note> b"),
    ("***a*** *b **c** d*", "*a* *b c d*"),
    ("&rarr; &NotEqualTilde; &Tab;x &unknown; &#42;", "→ ≂̸ x &unknown; \\*"),
    (
        "<aws:region> <a@b.cd> <https://a.com/(b)>",
        "\\<aws:region> \\<a@b.cd> [https://a.com/(b)](https://a.com/%28b%29)",
    ),
    ("[![i *j*](https://i.com/p)](https://a.com) ![a [b](https://b.com)](c)", "[i *j*](https://a.com) a b"),
    ("<code>a *b* &lt;c> [d](https://d.com)</code> x<!-- y -->z", "`a *b* <c>` [`d`](https://d.com) xz"),
    ("<b>\n*a*\n</b>\n\n<!-- b -->\n\n<T>\n\n*c*", "**\\*a\\***\n\n\\<T>\n\n*c*"),
    ("a\n18446744073709551615. b\n\n999999999) c", "a\n18446744073709551615. b\n\n999999999. c"),
    ("[^1] [x]: y `open", "\\[^1] \\[x]: y \\`open"),
    ("a */ b //! c #[d] \"e\" \u{202e}f\rg", "a \\*/ b //! c #\\[d] \"e\" f\ng"),
];

#[test]
fn cases() {
    let wrong: Vec<String> = CASES
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text:?}\n   gives {:?}\n  not {expected:?}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paragraphs_are_filled_and_never_begin_a_block() {
    let text = format!("<p>{}</p>", "word - 1. # word + ".repeat(40));
    let lines = to_rustdoc(&text);
    assert!(lines.len() > 5 && lines.iter().all(|line| line.len() <= 104), "{lines:#?}");
    assert!(lines.iter().all(|line| !line.starts_with(['-', '+', '#']) && !line.starts_with("1. ")), "{lines:#?}");
}

#[test]
fn summaries() {
    let cases = [
        ("<p>One, e.g. this. Two.</p>", "One, e.g. this."),
        ("<p>No stop</p><p>More.</p>", "No stop"),
        (
            "<fullname>S</fullname><p><b>Overview</b></p><p>See <a href='https://a.b'>x. Y</a>. Z.</p>",
            "See [x. Y](https://a.b).",
        ),
        ("- first `a. B` item\n- second", "first `a. B` item"),
        ("```\ncode\n```\n\nText with a | and `b|c`.", "Text with a &#124; and b&#124;c."),
        ("Version 1.2 (beta.) is *new. It* is. Yes", "Version 1.2 (beta.) is *new. It* is."),
        ("", ""),
        ("<table><tr><td>x</table>", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(summary(&to_rustdoc(text)), expected, "{text}");
    }
}

#[test]
fn literals() {
    let cases = [
        ("", "`\"\"`"),
        ("^[a-z]|b$", "`^[a-z]|b$`"),
        ("a`b", "``a`b``"),
        ("`", "`` ` ``"),
        ("a\r\n\tb\0", "`a\\r\\n\\tb\\u{0}`"),
        ("\u{202e}é\u{a0}", "`\\u{202e}é\\u{a0}`"),
        (" x ", "`  x  `"),
    ];
    for (text, expected) in cases {
        assert_eq!(literal(text), expected, "{text:?}");
    }
}

/// What holds for every text; the name of what does not.
fn broken_invariant(lines: &[String]) -> Option<&'static str> {
    let mut fence: Option<String> = None;
    let bare = |line: &str| line.trim_start_matches(|c: char| c.is_ascii_digit() || " >-*.)".contains(c)).to_owned();
    for line in lines {
        if line.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{200b}') {
            return Some("a character that does not show");
        }
        if line.ends_with(char::is_whitespace) {
            return Some("a space at the end");
        }
        let text = bare(line);
        let marks = text.len() - text.trim_start_matches('`').len();
        match &fence {
            Some(open) if text == *open => fence = None,
            Some(_) => {}
            None if marks >= 3 && !text[marks..].contains('`') => {
                if text.len() == marks || text[marks..].contains("rust") {
                    return Some("code that could be run");
                }
                fence = Some("`".repeat(marks));
            }
            None => {}
        }
    }
    if fence.is_some() {
        return Some("an open fence");
    }
    if lines.first().is_some_and(|line| line.is_empty()) || lines.last().is_some_and(|line| line.is_empty()) {
        return Some("a blank line first or last");
    }
    if lines.windows(2).any(|pair| pair[0].is_empty() && pair[1].is_empty()) {
        return Some("two blank lines");
    }
    None
}

fn check(text: &str) {
    let lines = to_rustdoc(text);
    if let Some(broken) = broken_invariant(&lines) {
        panic!("{broken}\n{:.300?}\n{:.2000}", text, lines.join("\n"));
    }
    let strange = strange_markup(&lines.join("\n"));
    assert!(strange.is_empty(), "{:.600?}\n{text:.300?}\n{:.2000}", strange, lines.join("\n"));
    let summary = summary(&lines);
    let strange = strange_markup(&summary);
    assert!(strange.is_empty(), "{strange:.600?}\n{summary:.300?}");
    assert!(!summary.contains(['\n', '|']) && summary.trim() == summary, "{text:.300?}\n{summary:.300?}");
    assert!(!literal(text).chars().any(char::is_control), "{text:.300?}");
}

/// Pieces of markup, whole and broken, that [`any_text_keeps_the_invariants`] puts together.
const FRAGMENTS: &[&str] = &[
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<a href=\"https://a.com/x\">",
    "<a href='/r'>",
    "</a>",
    "<code>",
    "</code>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<note>",
    "</note>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dd>",
    "</dl>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<pre>",
    "</pre>",
    "<h2>",
    "</h2>",
    "<br>",
    "<hr>",
    "<fullname>",
    "&lt;",
    "&amp;",
    "&#96;",
    "&#x202e;",
    "&foo;",
    "<!--",
    "-->",
    "<T>",
    "<foo bar",
    "</",
    "\n",
    "\n\n",
    "\n    ",
    "\n  ",
    "  \n",
    "\t",
    " ",
    " ",
    " ",
    "- ",
    "* ",
    "1. ",
    "7) ",
    "> ",
    "# ",
    "---",
    "\n---\n",
    "\n===\n",
    "```",
    "~~~",
    "```rust\n",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~",
    "[",
    "]",
    "(",
    ")",
    "[foo]",
    "[a](https://b.com)",
    "[a](foo)",
    "[a]: https://b.com",
    "![x](https://i.com/p.png)",
    "[^1]",
    "|",
    "| a | b |\n|---|---|\n| c | d |",
    "\\",
    "\\\n",
    "!",
    "https://example.com/a_b",
    "http://foo.com/{id}",
    "https://x.yy",
    "word",
    "Foo.",
    "*/",
    "//!",
    "#[",
    "\"",
    "'",
    "\u{202e}",
    "\u{200b}",
    "\0",
    "\r",
    "é",
    "::",
    "{",
    "<https://a.bc>",
    "&",
    "<",
    ">",
    ":",
];

/// Puts fragments together, one text after another; the same ones for the same seed.
struct Texts(u64);

impl Texts {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn next_of(&mut self, most: usize) -> String {
        let count = 1 + self.below(most);
        (0..count).map(|_| FRAGMENTS[self.below(FRAGMENTS.len())]).collect()
    }
}

fn check_with_oracle(text: &str) {
    check(text);
    // What tags and addresses become depends on more than a plain reading of the text.
    let clean = lex::clean(text);
    if !clean.contains('<') && !clean.contains("http") {
        oracle::check(text).unwrap();
    }
}

#[test]
fn any_text_keeps_the_invariants() {
    let mut texts = Texts(7);
    for _ in 0..6_000 {
        check_with_oracle(&texts.next_of(16));
    }
}

/// The fuzz target of documentation: pieces of markup, and pieces of the cases above with a character changed.
#[test]
#[ignore = "takes its time"]
fn fuzz_documentation() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seed = number("TINSMITH_SEED").unwrap_or(20_171_001);
    let time = Duration::from_secs(number("TINSMITH_FUZZ_SECONDS").unwrap_or(5));
    let mut texts = Texts(seed);
    let (start, mut runs) = (Instant::now(), 0_u64);
    while start.elapsed() < time {
        let mut text: Vec<char> = texts.next_of(40).chars().collect();
        for _ in 0..texts.below(4) {
            let case: Vec<char> = CASES[texts.below(CASES.len())].0.chars().collect();
            let from = texts.below(case.len() + 1);
            let to = texts.below(text.len() + 1);
            text.splice(to..to, case[from..].iter().copied());
            let at = texts.below(text.len() + 1);
            text.truncate(if texts.below(3) == 0 { at } else { text.len() });
        }
        let text: String = text.into_iter().collect();
        // The text of a failure is in its message; the panic names no text where it comes from within.
        let outcome = catch_unwind(|| check_with_oracle(&text));
        if let Err(panic) = outcome {
            eprintln!("TINSMITH_SEED={seed}, text {runs}: {text:?}");
            resume_unwind(panic);
        }
        runs += 1;
    }
    writeln!(std::io::stderr(), "documentation: {runs} texts in {time:?}, TINSMITH_SEED={seed}").unwrap();
}

#[test]
fn code_in_the_link_of_a_summary_does_not_end_the_link() {
    for (text, line) in [
        ("<p><a href='https://a.com'><code>[a](foo)|</code></a>", "[\\[a\\](foo)&#124;](https://a.com)"),
        ("<p><a href='https://a.com'><code>https://b.com |</code></a>", "[https://b.com &#124;](https://a.com)"),
    ] {
        check(text);
        assert_eq!(summary(&to_rustdoc(text)), line);
    }
}

#[test]
fn code_that_a_summary_writes_as_text_does_not_join_what_follows() {
    for (text, line) in [
        ("<p><code>a|b!</code><a href='https://a.com'>x</a>", "a&#124;b\\![x](https://a.com)"),
        ("<p><code>a|b<</code>c", "a&#124;b\\<c"),
        ("<p>a<code>~|~</code>", "a\\~&#124;\\~"),
    ] {
        check(text);
        assert_eq!(summary(&to_rustdoc(text)), line);
    }
}

#[test]
fn a_list_goes_on_behind_the_largest_number() {
    assert_eq!(to_rustdoc("999999999. a\n1. b"), ["999999999. a", "999999999. b"]);
    check("999999999. a\n1. b");
}

#[test]
fn an_address_without_a_host_in_angle_brackets_is_text() {
    for (text, line) in [("<p>&lt;https://&gt;", "\\<https://>"), ("<p>&lt;https://x>", "\\<https://x>")] {
        check(text);
        assert_eq!(shown(text), line);
    }
}

#[test]
fn an_address_without_a_host_in_a_cell_is_text() {
    let text = "<table><tr><td>https://://a.example.com/b|c</td></tr></table><p>`https://://a.example.com/b|c`";
    check(text);
    check("`https://://a.example.com/b|c`");
    assert_eq!(summary(&to_rustdoc("`https://://a.example.com/b|c`")), "https://://a.example.com/b&#124;c");
}

#[test]
fn an_address_of_mail_in_angle_brackets_is_text() {
    for (text, line) in [("<.a@b.cd>", "\\<.a@b.cd>"), ("<1@b.cd>", "\\<1@b.cd>"), ("1 <= 2 < @", "1 <= 2 < @")] {
        check(text);
        assert_eq!(shown(text), line);
    }
    check("<.http@b.cd>");
}

#[test]
fn size_and_depth_cost_nothing_but_time() {
    check(&"<ul><li>".repeat(100_000));
    for fragment in FRAGMENTS {
        let text = fragment.repeat(300);
        check(&text);
        check(&format!("<p>{text}"));
    }
    for (open, close) in
        [("<ul><li>", "</li></ul>"), ("<b><i>", "</i></b>"), ("<note>", "</note>"), ("[", "](https://a.b)")]
    {
        check(&format!("{}x{}", open.repeat(20_000), close.repeat(20_000)));
    }
    for fragment in
        ["[](a (", "[a](b", "<a href=\"", "`a``b", "[a][", "<ul><note><li></li>", "- ", "> - ", "&a", "\"x\" <b '"]
    {
        check(&fragment.repeat(3_000));
        check(&format!("[a]: https://a.b\n\n{}", fragment.repeat(3_000)));
    }
}

/// A hundred kilobytes of each, and a megabyte of some, with which a parser that looks ahead or recurses would not come
/// to an end.
#[test]
fn long_texts_are_read_in_linear_time() {
    for fragment in [">", "["] {
        check(&fragment.repeat(1_000_000 / fragment.len()));
    }
    for fragment in [
        "<", "`a", "&lt;", "> ", "![", "[]", "[[a](", "](", "<!--", "<a ", "<?", "*", "*a_ ", "**a ", "&", "- ", "1. ",
        "|", "\\", "<b>", "<code>*", "~~a",
    ] {
        check(&fragment.repeat(100_000 / fragment.len()));
    }
    for (start, lines) in [
        ("- ", "\n"),
        ("- ", "a\n"),
        ("> ", "a\n"),
        ("> ", "\n"),
        ("> - ", "\n\n"),
        ("1. ", "\n    a\n"),
        (">", "> a\n"),
        ("-\n ", "- a\n"),
    ] {
        check(&format!("{}a\n{}", start.repeat(10_000), lines.repeat(10_000)));
    }
}

#[test]
fn what_nests_too_deep_is_text() {
    let quotes = shown(&format!("{}x", ">".repeat(300)));
    assert!(quotes.starts_with("> > > ") && quotes.ends_with(&format!("\\{}x", ">".repeat(99))), "{quotes}");
    let items = shown(&format!("{}x", "1. ".repeat(100)));
    assert!(items.contains(" 1\\. 1. "), "{items}");
    assert_eq!(shown(&"-".repeat(300)), "___");
}
