//! Splits a wire name into words, by the two rules the official SDK uses, and joins words as snake or Pascal case.
//!
//! heck joins and capitalizes; it does not split, because its boundaries differ from both rules: it never splits
//! between a digit and a capital that follows a capital (`EC2VPC`), nor keeps `ACLs` and `IPv4` together.
//!
//! Letters and digits are the ASCII ones; anything else separates words. A name in which nothing else is left (`<=`,
//! an empty text, a name in another script) is spelled out character by character, so that it still has a stable name.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Words that keep together in snake case whatever their capitals: `MiB`, `TtL`, `IPv4`.
const WHOLE_WORDS: [&str; 7] = ["ipv4", "ipv6", "sigv4", "mib", "gib", "kib", "ttl"];

/// `wire` in snake case: the words of [`snake_words`]. Identifier characters only, never empty; may start with a digit
/// or be a keyword.
pub(super) fn snake(wire: &str) -> String {
    let words = snake_words(wire);
    let words = if words.is_empty() { spelled_out(wire) } else { words };
    words.join("_").to_lowercase().to_snake_case()
}

/// `wire` in Pascal case: the words of [`pascal_words`], each with one capital (`ACLs` → `AcLs`). Identifier characters
/// only, never empty; may start with a digit.
pub(super) fn pascal(wire: &str) -> String {
    let words = pascal_words(wire);
    let words = if words.is_empty() { spelled_out(wire) } else { words };
    words.join("_").to_lowercase().to_upper_camel_case()
}

/// Words for snake case. A word ends before
/// - a capital that follows a small letter or a digit: `Key|Id`, `S3|Key`;
/// - in a name without capitals, a small letter that follows a digit: `s3|key`;
/// - the last capital of an acronym that a small letter follows: `DB|Proxy`, except in a plural (`ACLs`, `ARNsOf`)
///   and before a version (`DynamoDBv2`);
///
/// but not inside one of the whole words, unless at the end of an acronym.
fn snake_words(wire: &str) -> Vec<String> {
    let no_capitals = !wire.chars().any(char::is_uppercase);
    let chars: Vec<char> = wire.chars().collect();
    let mut words = Words::default();
    for (at, &next) in chars.iter().enumerate() {
        let ahead = (chars.get(at + 1).copied(), chars.get(at + 2).copied());
        match words.last_char() {
            _ if !next.is_ascii_alphanumeric() => words.end(),
            Some(last) if ends_acronym(last, next, ahead) => words.end(),
            Some(last) if (is_hump(last, next) || (no_capitals && is_lower_after_digit(last, next))) => {
                if !inside_whole_word(&words.current, chars.get(at..).unwrap_or_default()) {
                    words.end();
                }
            }
            Some(_) | None => {}
        }
        words.push(next);
    }
    words.finish()
}

/// Words for Pascal case: the older rule, which knows neither plurals nor whole words. A word ends before a capital
/// that follows a small letter or a digit, or that follows a capital and precedes a small letter (`AC|Ls`).
fn pascal_words(wire: &str) -> Vec<String> {
    let chars: Vec<char> = wire.chars().collect();
    let mut words = Words::default();
    for (at, &next) in chars.iter().enumerate() {
        let lower_ahead = chars.get(at + 1).is_some_and(char::is_ascii_lowercase);
        match words.last_char() {
            _ if !next.is_ascii_alphanumeric() => words.end(),
            Some(last) if is_hump(last, next) => words.end(),
            Some(last) if last.is_ascii_uppercase() && next.is_ascii_uppercase() && lower_ahead => words.end(),
            Some(_) | None => {}
        }
        words.push(next);
    }
    words.finish()
}

/// Words so far, and the one in progress.
#[derive(Default)]
struct Words {
    done: Vec<String>,
    current: String,
}

impl Words {
    fn last_char(&self) -> Option<char> {
        self.current.chars().next_back()
    }

    fn end(&mut self) {
        if !self.current.is_empty() {
            self.done.push(std::mem::take(&mut self.current));
        }
    }

    fn push(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.current.push(c);
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.end();
        self.done
    }
}

fn is_hump(last: char, next: char) -> bool {
    next.is_ascii_uppercase() && (last.is_ascii_lowercase() || last.is_ascii_digit())
}

fn is_lower_after_digit(last: char, next: char) -> bool {
    last.is_ascii_digit() && next.is_ascii_lowercase()
}

fn ends_acronym(last: char, next: char, ahead: (Option<char>, Option<char>)) -> bool {
    if !last.is_ascii_uppercase() || !next.is_ascii_uppercase() {
        return false;
    }
    match ahead {
        (Some('s'), after) if !after.is_some_and(|c| c.is_ascii_lowercase()) => false,
        (Some('v'), Some(after)) if after.is_ascii_digit() => false,
        (Some(small), _) => small.is_ascii_lowercase(),
        (None, _) => false,
    }
}

/// Whether `current` followed by `rest` begins with a whole word of which `current` is a true part.
fn inside_whole_word(current: &str, rest: &[char]) -> bool {
    let current = current.to_ascii_lowercase();
    if WHOLE_WORDS.contains(&current.as_str()) {
        return false;
    }
    WHOLE_WORDS.iter().any(|word| match word.strip_prefix(current.as_str()) {
        Some(tail) => {
            rest.len() >= tail.len() && tail.chars().zip(rest).all(|(expected, c)| expected == c.to_ascii_lowercase())
        }
        None => current.starts_with(word),
    })
}

/// A word for each character of a name that has no letter or digit; `empty` for the empty name.
fn spelled_out(wire: &str) -> Vec<String> {
    if wire.is_empty() {
        return vec!["empty".to_owned()];
    }
    wire.chars().map(|c| spoken(c).map_or_else(|| format!("u{:04x}", u32::from(c)), str::to_owned)).collect()
}

/// The name of an ASCII punctuation character; other characters go by their code point.
fn spoken(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' => "open_parenthesis",
        ')' => "close_parenthesis",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "open_bracket",
        '\\' => "backslash",
        ']' => "close_bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open_brace",
        '|' => "bar",
        '}' => "close_brace",
        '~' => "tilde",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{pascal, snake};

    #[test]
    fn snake_case_follows_the_official_crates() {
        let cases = [
            ("OrganizationId", "organization_id"),
            ("organizationId", "organization_id"),
            ("already_snake", "already_snake"),
            ("__leading--and  trailing__", "leading_and_trailing"),
            ("some.dotted:name", "some_dotted_name"),
            // a capital after a small letter or a digit
            ("Abc2Def", "abc2_def"),
            ("S3Bucket", "s3_bucket"),
            ("EC2VPC", "ec2_vpc"),
            ("SHA256Digest", "sha256_digest"),
            // a small letter after a digit splits only where there is no capital at all
            ("s3key", "s3_key"),
            ("s3Key", "s3_key"),
            ("S3key", "s3key"),
            ("sha256", "sha256"),
            ("x509certificate_id", "x509_certificate_id"),
            // acronyms
            ("DBProxy", "db_proxy"),
            ("IAMUser", "iam_user"),
            ("HTTPSOnly", "https_only"),
            ("KMSKeyARN", "kms_key_arn"),
            ("ABC", "abc"),
            ("A", "a"),
            // plural acronyms
            ("ACLs", "acls"),
            ("ARNs", "arns"),
            ("VpcARNsList", "vpc_arns_list"),
            ("ARNSupport", "arn_support"),
            ("IAMsomething", "ia_msomething"),
            ("SSESpecification", "sse_specification"),
            // versions
            ("DynamoDBv2", "dynamo_dbv2"),
            ("DynamoDBvNext", "dynamo_d_bv_next"),
            // whole words
            ("IPv4", "ipv4"),
            ("IPv6Address", "ipv6_address"),
            ("PublicIPv4Pool", "public_ipv4_pool"),
            ("ipv4address", "ipv4_address"),
            ("SigV4", "sigv4"),
            ("SizeInMiB", "size_in_mib"),
            ("SizeInMiBPerGiB", "size_in_mib_per_gib"),
            ("KiBs", "kibs"),
            ("TtLSeconds", "ttl_seconds"),
            ("TTLs", "ttls"),
        ];
        for (wire, expected) in cases {
            assert_eq!(snake(wire), expected, "{wire}");
        }
    }

    #[test]
    fn pascal_case_follows_the_official_crates() {
        let cases = [
            ("ListUsersRequest", "ListUsersRequest"),
            ("listUsers", "ListUsers"),
            ("ACTIVE", "Active"),
            ("PENDING_DELETION", "PendingDeletion"),
            ("pending-deletion", "PendingDeletion"),
            ("KMSInvalidStateException", "KmsInvalidStateException"),
            ("ACLs", "AcLs"),
            ("ARNs", "ArNs"),
            ("EC2VPC", "Ec2Vpc"),
            ("IPv4", "IPv4"),
            ("SizeInMiB", "SizeInMiB"),
            ("DynamoDBv2", "DynamoDBv2"),
            ("s3key", "S3key"),
            ("nodejs43edge", "Nodejs43edge"),
            ("TLSv1_2_2018", "TlSv122018"),
            ("RSA_2048", "Rsa2048"),
            ("__string", "String"),
            ("a.b:c/d", "ABCD"),
        ];
        for (wire, expected) in cases {
            assert_eq!(pascal(wire), expected, "{wire}");
        }
    }

    #[test]
    fn a_name_without_letters_or_digits_is_spelled_out() {
        let cases = [
            ("", "empty", "Empty"),
            ("_", "underscore", "Underscore"),
            ("<=", "less_equal", "LessEqual"),
            ("\"\n", "quote_u000a", "QuoteU000a"),
            ("日", "u65e5", "U65e5"),
            ("É", "u00c9", "U00c9"),
            ("é", "u00e9", "U00e9"),
            ("ab\u{e9}cd", "ab_cd", "AbCd"),
        ];
        for (wire, small, tall) in cases {
            assert_eq!(snake(wire), small, "{wire:?}");
            assert_eq!(pascal(wire), tall, "{wire:?}");
        }
    }
}
