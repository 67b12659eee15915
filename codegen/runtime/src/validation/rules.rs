//! What a value has to meet: constants that [`constraints!`](crate::constraints!) makes tables of.

/// A shape whose members have to meet something, or are required.
pub trait Constrained {
    /// What its members have to meet.
    fn constraints() -> &'static Structure;
}

/// What the members of a structure or of a union have to meet. A member that is not here may be anything.
#[derive(Clone, Copy, Debug)]
pub struct Structure {
    pub(super) members: &'static [Member],
}

impl Structure {
    /// Members, each at most once.
    pub const fn new(members: &'static [Member]) -> Self {
        Self { members }
    }
}

/// What one member has to meet.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) rule: Rule,
}

impl Member {
    /// A member that has to be there, by its name on the wire.
    pub const fn required(name: &'static str, rule: Rule) -> Self {
        Self { name, required: true, rule }
    }

    /// A member that can be absent.
    pub const fn optional(name: &'static str, rule: Rule) -> Self {
        Self { name, required: false, rule }
    }
}

/// What a value has to meet. Bounds are inclusive.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub(super) kind: Kind,
    pub(super) least_length: Option<u64>,
    pub(super) most_length: Option<u64>,
    pub(super) least: Option<&'static str>,
    pub(super) most: Option<&'static str>,
    pub(super) pattern: Option<Pattern>,
    pub(super) unique: bool,
    pub(super) sensitive: bool,
}

/// What a value is, as far as that counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Any,
    Text,
    Blob,
    Whole,
    Real,
    EpochSeconds,
    DateTime,
    HttpDate,
    Enum(fn() -> &'static [&'static str]),
    IntEnum(&'static [i32]),
    List(&'static Rule),
    Map(&'static Rule, &'static Rule),
    Structure(fn() -> &'static Structure),
    Union(fn() -> &'static Structure),
}

/// A pattern as the model has it, and as `regex` reads it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    /// For people.
    pub(super) text: &'static str,
    /// Each of these matches somewhere.
    pub(super) all: &'static [&'static str],
    /// None of these does.
    pub(super) none: &'static [&'static str],
}

impl Rule {
    const fn of(kind: Kind) -> Self {
        let (least_length, most_length) = (None, None);
        Self {
            kind,
            least_length,
            most_length,
            least: None,
            most: None,
            pattern: None,
            unique: false,
            sensitive: false,
        }
    }

    /// `length`: the characters of a text (Unicode scalar values), the bytes of a blob, the entries of a list or map.
    #[must_use]
    pub const fn length(self, least: u64, most: u64) -> Self {
        self.length_from(least).length_to(most)
    }

    /// `length` without an upper bound.
    #[must_use]
    pub const fn length_from(self, least: u64) -> Self {
        Self { least_length: Some(least), ..self }
    }

    /// `length` without a lower bound.
    #[must_use]
    pub const fn length_to(self, most: u64) -> Self {
        Self { most_length: Some(most), ..self }
    }

    /// `range`: of a number, as the model writes the bounds.
    #[must_use]
    pub const fn range(self, least: &'static str, most: &'static str) -> Self {
        self.range_from(least).range_to(most)
    }

    /// `range` without an upper bound.
    #[must_use]
    pub const fn range_from(self, least: &'static str) -> Self {
        Self { least: Some(least), ..self }
    }

    /// `range` without a lower bound.
    #[must_use]
    pub const fn range_to(self, most: &'static str) -> Self {
        Self { most: Some(most), ..self }
    }

    /// `pattern` that means the same to `regex` as to ECMA 262: `expression` is the pattern itself, in a slice.
    #[must_use]
    pub const fn pattern(self, expression: &'static [&'static str; 1]) -> Self {
        let [text] = expression;
        Self { pattern: Some(Pattern { text, all: expression, none: &[] }), ..self }
    }

    /// `pattern` as the model has it, and translated for `regex`: expressions that all match somewhere, and expressions
    /// none of which does.
    #[must_use]
    pub const fn translated(
        self,
        text: &'static str,
        all: &'static [&'static str],
        none: &'static [&'static str],
    ) -> Self {
        Self { pattern: Some(Pattern { text, all, none }), ..self }
    }

    /// `sensitive`, of the keys of a map: no path has one.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// `uniqueItems`: no entry of a list twice.
    #[must_use]
    pub const fn unique(self) -> Self {
        Self { unique: true, ..self }
    }
}

/// Anything.
pub const fn any() -> Rule {
    Rule::of(Kind::Any)
}

/// A text.
pub const fn text() -> Rule {
    Rule::of(Kind::Text)
}

/// Bytes.
pub const fn blob() -> Rule {
    Rule::of(Kind::Blob)
}

/// A number without a fraction.
pub const fn whole() -> Rule {
    Rule::of(Kind::Whole)
}

/// A number; a range is held against the nearest 64-bit float.
pub const fn real() -> Rule {
    Rule::of(Kind::Real)
}

/// A time in seconds since 1970.
pub const fn epoch_seconds() -> Rule {
    Rule::of(Kind::EpochSeconds)
}

/// A time in the form of RFC 3339.
pub const fn date_time() -> Rule {
    Rule::of(Kind::DateTime)
}

/// A time in the form of HTTP.
pub const fn http_date() -> Rule {
    Rule::of(Kind::HttpDate)
}

/// One of some texts.
pub const fn one_of(values: fn() -> &'static [&'static str]) -> Rule {
    Rule::of(Kind::Enum(values))
}

/// One of some numbers.
pub const fn one_of_numbers(values: &'static [i32]) -> Rule {
    Rule::of(Kind::IntEnum(values))
}

/// A list of such entries.
pub const fn list(entry: &'static Rule) -> Rule {
    Rule::of(Kind::List(entry))
}

/// A map of such keys and values.
pub const fn map(key: &'static Rule, value: &'static Rule) -> Rule {
    Rule::of(Kind::Map(key, value))
}

/// A structure.
pub const fn structure<T: Constrained>() -> Rule {
    Rule::of(Kind::Structure(T::constraints))
}

/// A union.
pub const fn union<T: Constrained>() -> Rule {
    Rule::of(Kind::Union(T::constraints))
}
