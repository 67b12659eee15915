//! Pages of lists: a token says after which row the next page starts, so that rows which come and go in between neither
//! repeat what lasts nor leave it out.

use workmail::primitives::Blob;

use crate::refusal::{Reason, Refusal};

/// How many rows a page has where the caller does not say.
const USUAL: usize = 100;

/// A part of a list.
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    /// What to ask for the next page with, where there is one.
    pub(crate) next: Option<String>,
}

/// What a caller says of the page that it wants.
pub(crate) struct Wanted {
    pub(crate) token: Option<String>,
    pub(crate) most: Option<i32>,
}

/// The page that starts where the token says. `list` is the name of the list, which a token belongs to: one of another list
/// is refused. `rows` have their keys with them, and are in the order of these.
pub(crate) fn page<T>(
    list: &str,
    wanted: &Wanted,
    rows: impl Iterator<Item = (String, T)>,
) -> Result<Page<T>, Refusal> {
    let after = wanted.token.as_deref().map(|token| place(list, token)).transpose()?;
    let most = wanted.most.and_then(|most| usize::try_from(most).ok()).filter(|most| *most > 0).unwrap_or(USUAL);
    let mut rows = rows.filter(|(key, _)| after.as_ref().is_none_or(|after| key > after));
    let mut last = None;
    let taken = rows
        .by_ref()
        .take(most)
        .map(|(key, row)| {
            last = Some(key);
            row
        })
        .collect();
    let more = rows.next().is_some();
    let next = last.filter(|_| more).map(|last| token(list, &last));
    Ok(Page { rows: taken, next })
}

/// A token that means: after this key of this list.
fn token(list: &str, key: &str) -> String {
    Blob::new(format!("{list}\0{key}")).to_base64()
}

/// The key that a token means.
fn place(list: &str, token: &str) -> Result<String, Refusal> {
    let wrong = || Refusal::new(Reason::InvalidParameterException, "NextToken is none that this list has given");
    let bytes = Blob::from_base64(token).map_err(|_| wrong())?.into_inner();
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    match text.split_once('\0') {
        Some((of, key)) if of == list => Ok(key.to_owned()),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Wanted, page};

    fn keys(from: u8, to: u8) -> impl Iterator<Item = (String, u8)> {
        (from..to).map(|key| (format!("{key:03}"), key))
    }

    fn wanted(token: Option<String>) -> Wanted {
        Wanted { token, most: Some(2) }
    }

    #[test]
    fn a_page_goes_on_after_the_last_row_of_the_one_before_even_if_that_is_gone() {
        let Page { rows, next } = page("list", &wanted(None), keys(0, 5)).unwrap();
        assert_eq!(rows, [0, 1]);
        let Page { rows, next } = page("list", &wanted(next), keys(0, 5).filter(|(_, key)| *key != 1)).unwrap();
        assert_eq!(rows, [2, 3]);
        let Page { rows, next } = page("list", &wanted(next), keys(0, 5)).unwrap();
        assert_eq!((rows, next), (vec![4], None));
    }

    #[test]
    fn a_list_that_ends_with_its_page_has_no_further_one() {
        assert_eq!(page("list", &wanted(None), keys(0, 2)).unwrap().next, None);
        assert_eq!(page("list", &wanted(None), keys(0, 0)).unwrap().next, None);
    }

    #[test]
    fn a_token_of_another_list_and_one_that_is_none_are_refused() {
        let of_another = page("other", &wanted(None), keys(0, 5)).unwrap().next;
        assert!(page("list", &wanted(of_another), keys(0, 5)).is_err());
        assert!(page("list", &wanted(Some("no token".to_owned())), keys(0, 5)).is_err());
    }
}
