//! stub
pub fn to_rustdoc(text: &str) -> Vec<String> {
    vec![text.split_whitespace().collect::<Vec<_>>().join(" ")]
}
pub fn summary(lines: &[String]) -> String {
    lines.first().cloned().unwrap_or_default()
}
pub fn literal(text: &str) -> String {
    format!("`{text}`")
}
