//! Sets of characters.

/// Characters: ranges of scalar values and properties of Unicode, or all but these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    /// From and to, both in it; sorted and apart once [`Set::normal`] has been called.
    pub(super) ranges: Vec<(u32, u32)>,
    /// `\p{L}`, or `\P{L}` where the flag is set.
    pub(super) properties: Vec<(String, bool)>,
    /// Whether it is all but these.
    pub(super) negated: bool,
}

/// The greatest scalar value.
pub(super) const LAST: u32 = 0x10_FFFF;

/// Halves of pairs (<https://www.unicode.org/glossary/#surrogate_pair>): no characters by themselves.
const HIGH: (u32, u32) = (0xD800, 0xDBFF);
const LOW: (u32, u32) = (0xDC00, 0xDFFF);

impl Set {
    pub(super) fn of(ranges: &[(u32, u32)]) -> Self {
        Self { ranges: ranges.to_vec(), properties: Vec::new(), negated: false }
    }

    pub(super) fn not(mut self) -> Self {
        self.negated = !self.negated;
        self
    }

    /// `\d`
    pub(super) fn digits() -> Self {
        Self::of(&[(0x30, 0x39)])
    }

    /// `\w`
    pub(super) fn words() -> Self {
        Self::of(&[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
    }

    /// `\s`: white space and line ends of ECMA 262 (`WhiteSpace`, `LineTerminator`).
    pub(super) fn spaces() -> Self {
        Self::of(&[
            (0x09, 0x0D),
            (0x20, 0x20),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x2028, 0x2029),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
            (0xFEFF, 0xFEFF),
        ])
    }

    /// What `.` leaves out: `LineTerminator` of ECMA 262.
    pub(super) fn line_ends() -> Self {
        Self::of(&[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)])
    }

    /// Adds what another set holds, in a set that is not negated.
    pub(super) fn add(&mut self, other: Self) {
        if other.negated && other.properties.is_empty() {
            self.ranges.extend(complement(&normal(other.ranges)));
        } else {
            // `\P{L}` alone is negated: it stands as such among the properties.
            self.ranges.extend(other.ranges);
            self.properties.extend(other.properties.into_iter().map(|(name, not)| (name, not != other.negated)));
        }
    }

    /// With letters of either case for each of ASCII's.
    pub(super) fn without_case(mut self) -> Self {
        let other = |from: u32, to: u32, least: u32, most: u32, by: i64| {
            let (from, to) = (from.max(least), to.min(most));
            let moved = |c: u32| u32::try_from(i64::from(c) + by).unwrap_or(c);
            (from <= to).then(|| (moved(from), moved(to)))
        };
        let more: Vec<(u32, u32)> = self
            .ranges
            .iter()
            .flat_map(|(from, to)| [other(*from, *to, 0x41, 0x5A, 32), other(*from, *to, 0x61, 0x7A, -32)])
            .flatten()
            .collect();
        self.ranges.extend(more);
        self
    }

    /// Sorted and apart, without halves of pairs.
    pub(super) fn normal(self) -> Self {
        let without_halves = self.ranges.into_iter().flat_map(|(from, to)| {
            [(from, to.min(HIGH.0 - 1)), (from.max(LOW.1 + 1), to)].into_iter().filter(|(from, to)| from <= to)
        });
        Self { ranges: normal(without_halves.collect()), ..self }
    }

    /// The set of the characters that pairs of these two make up, where the first holds halves that come first alone and
    /// the second halves that come second.
    pub(super) fn paired(first: &Self, second: &Self) -> Option<Self> {
        let within = |set: &Self, (least, most): (u32, u32)| {
            let halves = set.ranges.iter().all(|(from, to)| least <= *from && *to <= most);
            halves && !set.ranges.is_empty() && set.properties.is_empty() && !set.negated
        };
        if !within(first, HIGH) || !within(second, LOW) {
            return None;
        }
        let mut ranges = Vec::new();
        for high in first.ranges.iter().flat_map(|(from, to)| *from..=*to) {
            ranges.extend(second.ranges.iter().map(|(from, to)| (pair(high, *from), pair(high, *to))));
        }
        Some(Self { ranges: normal(ranges), properties: Vec::new(), negated: false })
    }
}

/// Whether it is the first half of a pair.
pub(super) fn is_high(c: u32) -> bool {
    (HIGH.0..=HIGH.1).contains(&c)
}

/// Whether it is the second half of a pair.
pub(super) fn is_low(c: u32) -> bool {
    (LOW.0..=LOW.1).contains(&c)
}

/// The character that two halves stand for.
pub(super) fn pair(high: u32, low: u32) -> u32 {
    0x1_0000 + ((high.saturating_sub(HIGH.0)) << 10) + low.saturating_sub(LOW.0)
}

fn normal(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match out.last_mut() {
            Some((_, last)) if from <= last.saturating_add(1) => *last = (*last).max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

fn complement(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut out = Vec::with_capacity(ranges.len() + 1);
    let mut next = 0;
    for (from, to) in ranges {
        if next < *from {
            out.push((next, from - 1));
        }
        next = to + 1;
    }
    if next <= LAST {
        out.push((next, LAST));
    }
    out
}
