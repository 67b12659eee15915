//! Text → tree, by the grammar of ECMA 262, "Patterns", with what its "Additional Syntax for Web Browsers" lets pass.
//!
//! Where the models' authors wrote for Java, which ECMA 262 does not know, what they meant counts: `\p{Alnum}` is a
//! property (of ASCII), `\A` and `\z` are the begin and the end, `(?i)` leaves the case of ASCII's letters out of account to the end of its group.

use super::ast::Node;
use super::set::{self, Set};
use super::{MAX_DEPTH, Untranslatable};

/// The tree of a pattern.
pub(super) fn parse(pattern: &str) -> Result<Node, Untranslatable> {
    let mut parser = Parser { text: pattern, at: 0, depth: 0, ignore_case: false };
    let node = parser.alternatives()?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.wrong("a bracket is closed that was not opened")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    ignore_case: bool,
}

/// What an escape stands for.
enum Escape {
    Char(u32),
    Set(Set),
    Node(Node),
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn wrong(&self, why: &str) -> Untranslatable {
        Untranslatable { why: why.to_owned(), at: self.at }
    }

    fn alternatives(&mut self) -> Result<Node, Untranslatable> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.wrong("its groups are nested too deep"));
        }
        let mut all = vec![self.sequence()?];
        while self.take("|") {
            all.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(match all.pop() {
            Some(only) if all.is_empty() => only,
            last => Node::Alternate(all.into_iter().chain(last).collect()),
        })
    }

    fn sequence(&mut self) -> Result<Node, Untranslatable> {
        let mut parts: Vec<Node> = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let atom = self.atom()?;
            let part = self.repeated(atom)?;
            match (parts.last(), &part) {
                (Some(Node::Set(first)), Node::Set(second)) => match Set::paired(first, second) {
                    Some(pairs) => {
                        parts.pop();
                        parts.push(Node::Set(pairs));
                    }
                    None => parts.push(part),
                },
                _ => match part {
                    Node::Concat(inner) => parts.extend(inner),
                    part => parts.push(part),
                },
            }
        }
        let mut parts: Vec<Node> = parts.into_iter().map(settled).collect();
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => Node::Concat(parts.into_iter().chain(last).collect()),
        })
    }

    fn atom(&mut self) -> Result<Node, Untranslatable> {
        let at = self.at;
        match self.next() {
            Some('^') => Ok(Node::Start),
            Some('$') => Ok(Node::End),
            Some('.') => Ok(Node::Set(Set::line_ends().not())),
            Some('(') => self.group(at),
            Some('[') => self.class().map(Node::Set),
            Some('\\') => Ok(match self.escape(false)? {
                Escape::Char(c) => Node::Set(self.one(c)),
                Escape::Set(set) => Node::Set(set),
                Escape::Node(node) => node,
            }),
            Some('*' | '+' | '?') => {
                self.at = at;
                Err(self.wrong("there is nothing to repeat"))
            }
            // A brace that begins no count is one.
            Some('{') if self.count_from(at)?.is_some() => {
                self.at = at;
                Err(self.wrong("there is nothing to repeat"))
            }
            Some('{') => {
                self.at = at + 1;
                Ok(Node::Set(self.one(u32::from('{'))))
            }
            Some(c) => Ok(Node::Set(self.one(u32::from(c)))),
            None => Ok(Node::Concat(Vec::new())),
        }
    }

    /// A character, in either case where that does not count.
    fn one(&self, c: u32) -> Set {
        let set = Set::of(&[(c, c)]);
        if self.ignore_case { set.without_case() } else { set }
    }

    fn group(&mut self, at: usize) -> Result<Node, Untranslatable> {
        let look = |parser: &mut Self, ahead, negative| {
            let node = Box::new(parser.closed()?);
            Ok(Node::Look { ahead, negative, node, at })
        };
        if self.take("?=") {
            look(self, true, false)
        } else if self.take("?!") {
            look(self, true, true)
        } else if self.take("?<=") {
            look(self, false, false)
        } else if self.take("?<!") {
            look(self, false, true)
        } else if self.take("?:") {
            self.closed()
        } else if self.take("?i:") {
            let before = std::mem::replace(&mut self.ignore_case, true);
            let node = self.closed();
            self.ignore_case = before;
            node
        } else if self.take("?i)") {
            self.ignore_case = true;
            Ok(Node::Concat(Vec::new()))
        } else if self.take("?<") || self.take("?P<") {
            let Some(end) = self.rest().find('>') else { return Err(self.wrong("the name of a group does not end")) };
            self.at += end + 1;
            self.closed()
        } else if self.rest().starts_with('?') {
            Err(self.wrong("the group is of a kind that is not known"))
        } else {
            self.closed()
        }
    }

    fn closed(&mut self) -> Result<Node, Untranslatable> {
        let before = self.ignore_case;
        let node = self.alternatives()?;
        self.ignore_case = before;
        if self.take(")") { Ok(node) } else { Err(self.wrong("a bracket is not closed")) }
    }

    /// The atom with the count behind it, if there is one.
    fn repeated(&mut self, atom: Node) -> Result<Node, Untranslatable> {
        let at = self.at;
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.count_from(at)? {
                Some(count) => count,
                None => return Ok(atom),
            },
            _ => return Ok(atom),
        };
        if self.at == at {
            self.next();
        }
        // Lazy or not: the same texts match.
        self.take("?");
        if matches!(atom, Node::Start | Node::End | Node::WordBoundary) {
            self.at = at;
            return Err(self.wrong("there is nothing to repeat"));
        }
        Ok(Node::Repeat { node: Box::new(settled(atom)), min, max })
    }

    /// `{2}`, `{2,}`, `{2,8}` at a place, which is then behind it; anything else is no count, and the place stays.
    fn count_from(&mut self, at: usize) -> Result<Option<(u32, Option<u32>)>, Untranslatable> {
        let text = self.text.get(at..).unwrap_or_default();
        let inner = text.strip_prefix('{').and_then(|text| text.split_once('}')).map(|(inner, _)| inner);
        let Some(inner) = inner else { return Ok(None) };
        let (least, most) = match inner.split_once(',') {
            Some((least, most)) => (least, Some(most)),
            None => (inner, None),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if least.is_empty() || !digits(least) || !most.is_none_or(digits) {
            return Ok(None);
        }
        let number = |text: &str| text.parse::<u32>().map_err(|_| self.wrong("a count is too large"));
        let min = number(least)?;
        let max = match most {
            None => Some(min),
            Some("") => None,
            Some(most) => Some(number(most)?),
        };
        if max.is_some_and(|max| max < min) {
            return Err(self.wrong("a count ends before it begins"));
        }
        self.at = at + inner.len() + 2;
        Ok(Some((min, max)))
    }

    /// What follows a backslash. In a class `\b` is a character.
    fn escape(&mut self, in_class: bool) -> Result<Escape, Untranslatable> {
        let at = self.at;
        let Some(c) = self.next() else { return Err(self.wrong("it ends in a backslash")) };
        Ok(match c {
            'd' => Escape::Set(Set::digits()),
            'D' => Escape::Set(Set::digits().not()),
            'w' => Escape::Set(Set::words()),
            'W' => Escape::Set(Set::words().not()),
            's' => Escape::Set(Set::spaces()),
            'S' => Escape::Set(Set::spaces().not()),
            'p' | 'P' => Escape::Set(self.property(c == 'P')?),
            'b' if in_class => Escape::Char(0x08),
            'b' => Escape::Node(Node::WordBoundary),
            'B' if !in_class => {
                return Err(Untranslatable { why: "it says where no word begins or ends".to_owned(), at });
            }
            'A' if !in_class => Escape::Node(Node::Start),
            'z' | 'Z' if !in_class => Escape::Node(Node::End),
            't' => Escape::Char(0x09),
            'n' => Escape::Char(0x0A),
            'v' => Escape::Char(0x0B),
            'f' => Escape::Char(0x0C),
            'r' => Escape::Char(0x0D),
            '0'..='7' if in_class => {
                self.at = at;
                Escape::Char(self.octal())
            }
            '0' if !self.rest().starts_with(|c: char| c.is_ascii_digit()) => Escape::Char(0),
            '0'..='9' => return Err(Untranslatable { why: "it refers back to a group".to_owned(), at }),
            'k' if self.rest().starts_with('<') => {
                return Err(Untranslatable { why: "it refers back to a group".to_owned(), at });
            }
            'c' if self.rest().starts_with(|c: char| c.is_ascii_alphabetic()) => {
                Escape::Char(self.next().map_or(0, |letter| u32::from(letter) % 32))
            }
            'x' => Escape::Char(self.hex(2).unwrap_or(u32::from('x'))),
            'u' => Escape::Char(self.unicode()),
            other => Escape::Char(u32::from(other)),
        })
    }

    /// One to three octal digits, no more than a byte holds.
    fn octal(&mut self) -> u32 {
        let mut number = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) {
            if number * 8 + digit > 0o377 {
                break;
            }
            number = number * 8 + digit;
            self.at += 1;
        }
        number
    }

    /// So many hexadecimal digits.
    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text = self.rest().get(..digits)?;
        if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(text, 16).ok();
        self.at += digits;
        number
    }

    /// What follows `\u`: `00E9`, `{1F600}`, or a pair `D83D\uDE00`; the letter itself where it is none of these.
    fn unicode(&mut self) -> u32 {
        if let Some(inner) = self.rest().strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(inner, _)| inner)
            && let Some(c) = u32::from_str_radix(inner, 16).ok().filter(|c| *c <= set::LAST)
        {
            self.at += inner.len() + 2;
            return c;
        }
        let Some(first) = self.hex(4) else { return u32::from('u') };
        let at = self.at;
        if set::is_high(first)
            && self.take("\\u")
            && let Some(second) = self.hex(4).filter(|second| set::is_low(*second))
        {
            return set::pair(first, second);
        }
        self.at = at;
        first
    }

    /// What follows `\p`: `{L}`, `{Alnum}`, `{IsAlphabetic}`, `L`.
    fn property(&mut self, not: bool) -> Result<Set, Untranslatable> {
        let at = self.at;
        let name = if self.take("{") {
            let Some((name, _)) = self.rest().split_once('}') else {
                return Err(self.wrong("the name of a property does not end"));
            };
            let name = name.to_owned();
            self.at += name.len() + 1;
            name
        } else {
            self.next().map(String::from).unwrap_or_default()
        };
        let set =
            property(&name).ok_or_else(|| Untranslatable { why: format!("the property {name:?} is not known"), at })?;
        Ok(match set {
            set if set.properties.is_empty() && not => set.not(),
            Set { ranges, properties, negated } => {
                Set { ranges, properties: properties.into_iter().map(|(name, _)| (name, not)).collect(), negated }
            }
        })
    }

    /// A class, behind its bracket.
    fn class(&mut self) -> Result<Set, Untranslatable> {
        let negated = self.take("^");
        let mut set = Set::default();
        loop {
            if self.take("]") {
                break;
            }
            let from = self.class_atom()?;
            let at = self.at;
            let Escape::Char(first) = from else {
                set.add(self.class_set(from));
                continue;
            };
            // A hyphen at the end is one.
            if !self.take("-") || self.rest().starts_with(']') {
                self.at = at;
                set.add(self.one(first));
                continue;
            }
            match self.class_atom()? {
                Escape::Char(last) if first <= last => {
                    let range = Set::of(&[(first, last)]);
                    set.add(if self.ignore_case { range.without_case() } else { range });
                }
                Escape::Char(_) => return Err(self.wrong("a range ends before it begins")),
                // `[a-\d]` is three things.
                other => {
                    set.add(self.one(first));
                    set.add(self.one(u32::from('-')));
                    set.add(self.class_set(other));
                }
            }
        }
        Ok(if negated { set.not() } else { set })
    }

    fn class_set(&self, escape: Escape) -> Set {
        match escape {
            Escape::Char(c) => self.one(c),
            Escape::Set(set) => set,
            Escape::Node(_) => Set::default(),
        }
    }

    fn class_atom(&mut self) -> Result<Escape, Untranslatable> {
        match self.next() {
            Some('\\') => self.escape(true),
            Some(c) => Ok(Escape::Char(u32::from(c))),
            None => Err(self.wrong("a class is not closed")),
        }
    }
}

/// The sets of a part in their final form, once halves of pairs have found each other.
fn settled(node: Node) -> Node {
    match node {
        Node::Set(set) => Node::Set(set.normal()),
        other => other,
    }
}

/// A property by its name in Java or Unicode. Those of POSIX are of ASCII, as Java has them without further flags.
fn property(name: &str) -> Option<Set> {
    let name = name.strip_prefix("Is").or_else(|| name.strip_prefix("gc=")).unwrap_or(name);
    let ascii = |ranges: &[(u32, u32)]| Some(Set::of(ranges));
    match name {
        "Alnum" => ascii(&[(0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A)]),
        "Alpha" => ascii(&[(0x41, 0x5A), (0x61, 0x7A)]),
        "Upper" => ascii(&[(0x41, 0x5A)]),
        "Lower" => ascii(&[(0x61, 0x7A)]),
        "Digit" => ascii(&[(0x30, 0x39)]),
        "XDigit" => ascii(&[(0x30, 0x39), (0x41, 0x46), (0x61, 0x66)]),
        "Punct" => ascii(&[(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)]),
        "Graph" => ascii(&[(0x21, 0x7E)]),
        "Print" => ascii(&[(0x20, 0x7E)]),
        "Blank" => ascii(&[(0x09, 0x09), (0x20, 0x20)]),
        "Space" => ascii(&[(0x09, 0x0D), (0x20, 0x20)]),
        "Cntrl" => ascii(&[(0x00, 0x1F), (0x7F, 0x7F)]),
        "ASCII" => ascii(&[(0x00, 0x7F)]),
        // General categories (Unicode, "General Category Values").
        "L" | "Lu" | "Ll" | "Lt" | "Lm" | "Lo" | "M" | "Mn" | "Mc" | "Me" | "N" | "Nd" | "Nl" | "No" | "P" | "Pc"
        | "Pd" | "Ps" | "Pe" | "Pi" | "Pf" | "Po" | "S" | "Sm" | "Sc" | "Sk" | "So" | "Z" | "Zs" | "Zl" | "Zp"
        | "C" | "Cc" | "Cf" | "Co" | "Cn" => {
            Some(Set { ranges: Vec::new(), properties: vec![(name.to_owned(), false)], negated: false })
        }
        "Letter" => property("L"),
        "Alphabetic" => property("L"),
        "Number" => property("N"),
        "Punctuation" => property("P"),
        "Symbol" => property("S"),
        "Separator" => property("Z"),
        _ => None,
    }
}
