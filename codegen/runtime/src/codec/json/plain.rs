//! Finds where a text needs an escape, or ends: the inner loop of reading and of writing.

/// Counts the bytes before the first `"`, `\` or control character: those that stand for themselves in a text.
///
/// Looks at eight bytes at a time: in a word, `(x - 0x01…) & !x & 0x80…` marks the lowest byte that is zero, and
/// the same with `0x20…` the lowest that is less than a space. A mark above a true one may be false, so only the
/// lowest counts.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let marks = marks(*word);
        if marks != 0 {
            return length + (marks.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    // The last eight bytes, of which the first were looked at before: most texts end here.
    if bytes.last_chunk().is_some_and(|last| marks(*last) == 0) {
        return bytes.len();
    }
    length + tail.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20)).unwrap_or(tail.len())
}

/// Marks the bytes of a word that do not stand for themselves; the lowest mark is true.
#[inline]
fn marks(word: [u8; 8]) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let word = u64::from_le_bytes(word);
    let quotes = zeros(word ^ (ONES * u64::from(b'"')));
    let backslashes = zeros(word ^ (ONES * u64::from(b'\\')));
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    (quotes | backslashes | controls) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::plain_length;

    #[test]
    fn a_mark_is_found_wherever_it_is_and_nothing_else_is_one() {
        for length in 0..40 {
            let plain = vec![b'a'; length];
            assert_eq!(plain_length(&plain), length);
            assert_eq!(plain_length(&vec![0xff; length]), length);
            for at in 0..length {
                for mark in [b'"', b'\\', 0, 0x1f] {
                    let mut text = plain.clone();
                    text[at] = mark;
                    text[length - 1] = if at == length - 1 { mark } else { b'"' };
                    assert_eq!(plain_length(&text), at, "{text:?}");
                }
            }
        }
    }
}
