//! Whether every text that one pattern takes is taken by another: both as automata, and a walk through both at once.
//!
//! A walk is bounded in states; what is larger, or looks around, is not decided.

use std::collections::{HashSet, VecDeque};

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::util::syntax;
use regex_automata::{Anchored, MatchKind};

use super::Pattern;

/// How the texts of two patterns relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Both take the same texts.
    Equal,
    /// The second takes all that the first takes, and more.
    Looser,
    /// The second takes a part of what the first takes.
    Tighter,
    /// Each takes texts that the other does not.
    Apart,
    /// It would take too long to tell.
    Undecided,
}

/// How much memory an automaton may take, in bytes.
const MAX_BYTES: usize = 4 << 20;

/// How many pairs of states a walk may see.
const MAX_PAIRS: usize = 200_000;

/// How the texts that `new` takes relate to those that `old` takes.
pub fn relation(old: &Pattern, new: &Pattern) -> Relation {
    let (Some(old), Some(new)) = (Texts::of(old), Texts::of(new)) else { return Relation::Undecided };
    match (holds(&old, &new), holds(&new, &old)) {
        (Some(true), Some(true)) => Relation::Equal,
        (Some(true), Some(false)) => Relation::Looser,
        (Some(false), Some(true)) => Relation::Tighter,
        (Some(false), Some(false)) => Relation::Apart,
        _ => Relation::Undecided,
    }
}

/// Why `regex` would not compile it, as it is set without further options; `None` where it would.
pub(super) fn too_large(pattern: &Pattern) -> Option<String> {
    /// The bound that `regex` sets by itself.
    const MOST: usize = 10 << 20;
    let config = thompson::Config::new().nfa_size_limit(Some(MOST));
    pattern.all.iter().chain(&pattern.none).find_map(|expression| {
        thompson::Compiler::new().configure(config.clone()).build(expression).err().map(|error| {
            if error.size_limit().is_some() {
                "it is too large".to_owned()
            } else {
                format!("it is none for regex: {error}")
            }
        })
    })
}

/// The texts that a pattern takes: those that all of its expressions match, and none of those that may not.
struct Texts {
    all: Vec<dense::DFA<Vec<u32>>>,
    none: Vec<dense::DFA<Vec<u32>>>,
}

impl Texts {
    fn of(pattern: &Pattern) -> Option<Self> {
        let built = |texts: &[String]| texts.iter().map(|text| automaton(text)).collect::<Option<Vec<_>>>();
        Some(Self { all: built(&pattern.all)?, none: built(&pattern.none)? })
    }

    fn automata(&self) -> impl Iterator<Item = &dense::DFA<Vec<u32>>> {
        self.all.iter().chain(&self.none)
    }

    fn start(&self) -> Option<Vec<Progress>> {
        self.automata().map(Progress::start).collect()
    }

    fn step(&self, at: &[Progress], byte: u8) -> Vec<Progress> {
        self.automata().zip(at).map(|(automaton, progress)| progress.step(automaton, byte)).collect()
    }

    /// Whether the text that led here is one of them.
    fn takes(&self, at: &[Progress]) -> bool {
        let found: Vec<bool> = self.automata().zip(at).map(|(automaton, progress)| progress.ends(automaton)).collect();
        let (all, none) = found.split_at_checked(self.all.len()).unwrap_or((&found, &[]));
        all.iter().all(|found| *found) && !none.iter().any(|found| *found)
    }
}

/// How far an automaton is with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Progress {
    /// It has matched, and whatever follows does not change that.
    Found,
    /// It has not matched yet.
    At(StateID),
}

impl Progress {
    fn start(automaton: &dense::DFA<Vec<u32>>) -> Option<Self> {
        let config = start::Config::new().anchored(Anchored::No);
        automaton.start_state(&config).ok().map(|state| Self::at(automaton, state))
    }

    fn at(automaton: &dense::DFA<Vec<u32>>, state: StateID) -> Self {
        if automaton.is_match_state(state) { Self::Found } else { Self::At(state) }
    }

    fn step(self, automaton: &dense::DFA<Vec<u32>>, byte: u8) -> Self {
        match self {
            Self::Found => Self::Found,
            Self::At(state) => Self::at(automaton, automaton.next_state(state, byte)),
        }
    }

    fn ends(self, automaton: &dense::DFA<Vec<u32>>) -> bool {
        match self {
            Self::Found => true,
            Self::At(state) => automaton.is_match_state(automaton.next_eoi_state(state)),
        }
    }
}

fn automaton(expression: &str) -> Option<dense::DFA<Vec<u32>>> {
    dense::Builder::new()
        .syntax(syntax::Config::new().nest_limit(250))
        .thompson(thompson::Config::new().nfa_size_limit(Some(MAX_BYTES)))
        .configure(
            dense::Config::new()
                .match_kind(MatchKind::All)
                .start_kind(StartKind::Unanchored)
                .dfa_size_limit(Some(MAX_BYTES))
                .determinize_size_limit(Some(MAX_BYTES)),
        )
        .build(expression)
        .ok()
}

/// Whether `outer` takes every text that `inner` takes; `None` where that is not found out in the time.
fn holds(inner: &Texts, outer: &Texts) -> Option<bool> {
    let bytes = representatives(inner, outer);
    let first = (inner.start()?, outer.start()?, Utf8::Between);
    let mut seen: HashSet<(Vec<Progress>, Vec<Progress>, Utf8)> = HashSet::from([first.clone()]);
    let mut open = VecDeque::from([first]);
    while let Some((inside, outside, utf8)) = open.pop_front() {
        if utf8 == Utf8::Between && inner.takes(&inside) && !outer.takes(&outside) {
            return Some(false);
        }
        for byte in &bytes {
            let Some(next) = utf8.step(*byte) else { continue };
            let pair = (inner.step(&inside, *byte), outer.step(&outside, *byte), next);
            if !seen.contains(&pair) {
                if seen.len() >= MAX_PAIRS {
                    return None;
                }
                seen.insert(pair.clone());
                open.push_back(pair);
            }
        }
    }
    Some(true)
}

/// A byte of each kind that no automaton, nor UTF-8, tells apart.
fn representatives(inner: &Texts, outer: &Texts) -> Vec<u8> {
    let mut seen: HashSet<Vec<u8>> = HashSet::new();
    (0..=u8::MAX)
        .filter(|byte| {
            let mut kinds: Vec<u8> =
                inner.automata().chain(outer.automata()).map(|automaton| automaton.byte_classes().get(*byte)).collect();
            kinds.push(Utf8::kind(*byte));
            seen.insert(kinds)
        })
        .collect()
}

/// How far a text is within a character (RFC 3629, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Utf8 {
    /// Between two characters.
    Between,
    /// So many bytes from `0x80` to `0xBF` follow.
    Left(u8),
    /// A byte from here to there, then so many.
    First(u8, u8, u8),
}

impl Utf8 {
    /// Bytes that UTF-8 treats alike have the same number.
    fn kind(byte: u8) -> u8 {
        match byte {
            0x00..=0x7F => 0,
            0x80..=0x8F => 1,
            0x90..=0x9F => 2,
            0xA0..=0xBF => 3,
            0xC0 | 0xC1 => 4,
            0xC2..=0xDF => 5,
            0xE0 => 6,
            0xE1..=0xEC | 0xEE | 0xEF => 7,
            0xED => 8,
            0xF0 => 9,
            0xF1..=0xF3 => 10,
            0xF4 => 11,
            0xF5..=0xFF => 12,
        }
    }

    fn step(self, byte: u8) -> Option<Self> {
        let left = |count: u8| if count == 0 { Self::Between } else { Self::Left(count) };
        match self {
            Self::Between => match byte {
                0x00..=0x7F => Some(Self::Between),
                0xC2..=0xDF => Some(Self::Left(1)),
                0xE0 => Some(Self::First(0xA0, 0xBF, 1)),
                0xE1..=0xEC | 0xEE | 0xEF => Some(Self::Left(2)),
                0xED => Some(Self::First(0x80, 0x9F, 1)),
                0xF0 => Some(Self::First(0x90, 0xBF, 2)),
                0xF1..=0xF3 => Some(Self::Left(3)),
                0xF4 => Some(Self::First(0x80, 0x8F, 2)),
                _ => None,
            },
            Self::Left(count) => (0x80..=0xBF).contains(&byte).then(|| left(count - 1)),
            Self::First(from, to, count) => (from..=to).contains(&byte).then(|| left(count)),
        }
    }
}
