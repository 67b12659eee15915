//! From a JSON AST to Smithy IDL 2.0 as a person writes it. What is written is the AST as it stands, before any pass, so
//! that nothing is lost: reading the text gives the same shapes again.
//!
//! | file | holds |
//! | --- | --- |
//! | `file` | what stands in a file: version, metadata, `use` lines, shapes and `apply` statements in a stable order |
//! | `shapes` | one shape, one member, one statement |
//! | `elide` | which members are written as `$name` |
//! | `inline` | which structures stand within their operation (`:=`), and the suffixes of their names |
//! | `names` | how a shape's id is written in a file: its name alone, or in full |
//! | `traits` | one trait in its short form, documentation as `///` |
//! | `value` | values: on one line where they fit, else an entry a line |
//! | `text` | texts: quoted, as a text block, as lines of documentation |

mod elide;
mod file;
mod inline;
mod names;
mod shapes;
mod text;
mod traits;
mod value;

pub(super) use file::idl;

/// The longest line that is not broken, in characters.
const WIDTH: usize = 120;

/// One level of indentation.
const INDENT: &str = "    ";

/// Breaks the line and indents the next.
fn line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str(INDENT);
    }
}

/// How many characters stand on the last line.
fn column(out: &str) -> usize {
    out.rsplit('\n').next().map_or(0, |last| last.chars().count())
}
