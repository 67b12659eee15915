//! Names of files, anchors, and how pages lead to each other. All of them last: they are made of a model's names and of
//! days.

/// The first page.
pub(super) const HOME: &str = "index.html";
/// The releases by day.
pub(super) const DAYS: &str = "days.html";
/// The Atom feed.
pub(super) const FEED: &str = "feed.xml";
/// The style sheet.
pub(super) const STYLE: &str = "style.css";
/// The script.
pub(super) const SCRIPT: &str = "site.js";
/// What the script searches in.
pub(super) const SEARCH: &str = "search.js";

/// The page of a service.
pub(super) fn service(folder: &str) -> String {
    format!("{folder}/index.html")
}

/// The page of an operation.
pub(super) fn operation(folder: &str, file: &str) -> String {
    format!("{folder}/operations/{file}.html")
}

/// The page of a release.
pub(super) fn release(folder: &str, file: &str) -> String {
    format!("{folder}/releases/{file}.html")
}

/// The way from a page at this depth to the folder of the site: `../../`.
pub(super) fn up(depth: usize) -> String {
    "../".repeat(depth)
}

/// Text as an anchor: what is no letter, digit or one of `_.$:-` becomes `~` and its number, so that two texts never
/// share an anchor.
pub(super) fn anchor(text: &str) -> String {
    let mut anchor = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || "_.$:-".contains(letter) {
            anchor.push(letter);
        } else {
            anchor.push_str(&format!("~{:x}~", u32::from(letter)));
        }
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::anchor;

    #[test]
    fn an_anchor_is_one_word_and_tells_texts_apart() {
        assert_eq!(anchor("ListUsersRequest$MaxResults:range"), "ListUsersRequest$MaxResults:range");
        assert_eq!(anchor("A$a b"), "A$a~20~b");
        assert_ne!(anchor("a~20~b"), anchor("a b"));
        assert!(!anchor("\"><script>\u{202e}é").contains(['"', '<', '>', 'é']));
    }
}
