//! Whether `regex` reads a pattern as it stands just as it reads the translation: then nothing needs to be translated.

use regex_syntax::hir::{Capture, Hir, HirKind, Repetition};

use super::Pattern;

/// Whether `regex`, fed the pattern as it stands, takes the texts that the translation takes.
pub fn is_verbatim(pattern: &str, translated: &Pattern) -> bool {
    match (translated.all.as_slice(), translated.none.as_slice()) {
        ([only], []) => means_the_same(pattern, only),
        _ => false,
    }
}

/// Whether both expressions are the same to `regex`, but for which of their groups are remembered.
fn means_the_same(pattern: &str, translated: &str) -> bool {
    let read = |text| regex_syntax::parse(text).ok().map(without_captures);
    read(pattern).is_some_and(|read_so| Some(read_so) == read(translated))
}

/// The same with all groups forgotten. As deep as the parser lets groups be nested.
fn without_captures(hir: Hir) -> Hir {
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Repetition(repetition) => {
            let sub = Box::new(without_captures(*repetition.sub));
            Hir::repetition(Repetition { sub, ..repetition })
        }
        HirKind::Capture(Capture { sub, .. }) => without_captures(*sub),
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(without_captures).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(without_captures).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::means_the_same;

    #[test]
    fn an_order_of_ranges_or_a_remembered_group_says_nothing() {
        assert!(means_the_same("^([A-Za-z0-9-]+)$", "^(?:[\\-0-9A-Za-z]+)$"));
    }

    #[test]
    fn digits_of_all_scripts_are_not_ten_digits() {
        assert!(!means_the_same("^\\d+$", "^[0-9]+$"));
    }

    #[test]
    fn what_regex_does_not_read_is_not_the_same() {
        assert!(!means_the_same("^(?=a)$", "^a$"));
    }
}
