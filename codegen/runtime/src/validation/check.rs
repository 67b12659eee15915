//! The walk through a body: what of it breaks the rules of a table.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use super::Patterns;
use super::rules::{Kind, Rule, Structure};
use super::violations::{Path, Violations};
use super::walk::Walk;
use crate::codec::ReadError;
use crate::primitives::DateTime;
use crate::sensitive::REDACTED;

/// What a body breaks, at most [`MOST_VIOLATIONS`](super::MOST_VIOLATIONS). The reader stands before a structure.
///
/// # Errors
/// The body is not what the table is of: whoever has read the body before has been told so.
pub fn violations<R: Walk>(
    mut reader: R,
    structure: &'static Structure,
    patterns: &Patterns,
) -> Result<Violations, ReadError> {
    let mut check = Check { patterns, found: Violations::default() };
    check.structure(&mut reader, structure, Members::All, &Path::Root)?;
    Ok(check.found)
}

/// Which members a shape has at a time.
#[derive(Clone, Copy)]
enum Members {
    /// All of them: a structure.
    All,
    /// One of them: a union.
    One,
}

struct Check<'c> {
    patterns: &'c Patterns,
    found: Violations,
}

impl Check<'_> {
    fn structure<R: Walk>(
        &mut self,
        reader: &mut R,
        structure: &'static Structure,
        members: Members,
        path: &Path<'_>,
    ) -> Result<(), ReadError> {
        let rows = structure.members;
        // A bit for each row would do; rows are few.
        let mut there = vec![false; rows.len()];
        reader.begin_structure()?;
        while let Some(name) = reader.next_member()? {
            let row = rows.iter().position(|member| member.name == name);
            if reader.null()? {
                continue;
            }
            let Some((row, member)) = row.and_then(|row| Some((row, rows.get(row)?))) else {
                reader.skip()?;
                continue;
            };
            if let Some(there) = there.get_mut(row) {
                *there = true;
            }
            self.value(reader, &member.rule, &Path::Name(path, member.name))?;
        }
        match members {
            Members::One => {}
            Members::All => {
                for (member, _) in rows.iter().zip(there).filter(|(member, there)| member.required && !there) {
                    self.add(&Path::Name(path, member.name), format_args!("not be null"));
                }
            }
        }
        Ok(())
    }

    fn value<R: Walk>(&mut self, reader: &mut R, rule: &'static Rule, path: &Path<'_>) -> Result<(), ReadError> {
        if self.found.is_full() {
            return reader.skip();
        }
        match rule.kind {
            Kind::Any => reader.skip(),
            Kind::Text => {
                let text = reader.text()?;
                self.text(&text, rule, path);
                Ok(())
            }
            Kind::Enum(values) => {
                let text = reader.text()?;
                self.one_of(&text, values(), path);
                // An enum may be a text with rules of its own, in older models.
                self.text(&text, rule, path);
                Ok(())
            }
            Kind::Blob => {
                let bytes = reader.blob()?;
                self.length(self.found.len(), bytes.as_ref().len(), rule, path);
                Ok(())
            }
            Kind::Whole => {
                let number = reader.whole()?;
                self.range(rule, path, |bound| match bound.parse::<i64>() {
                    Ok(bound) => Some(number.cmp(&bound)),
                    #[expect(clippy::cast_precision_loss, reason = "a bound that is no whole number is near enough")]
                    Err(_) => (number as f64).partial_cmp(&bound.parse::<f64>().ok()?),
                });
                Ok(())
            }
            Kind::IntEnum(values) => {
                let number = reader.whole()?;
                if !values.iter().any(|value| i64::from(*value) == number) {
                    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                    self.add(path, format_args!("satisfy enum value set: [{}]", values.join(", ")));
                }
                Ok(())
            }
            Kind::Real => {
                let number = reader.real()?;
                self.range(rule, path, |bound| number.partial_cmp(&bound.parse::<f64>().ok()?));
                Ok(())
            }
            Kind::EpochSeconds => reader.epoch_seconds().map(drop),
            Kind::DateTime => reader.date_time().map(drop),
            Kind::HttpDate => reader.http_date().map(drop),
            Kind::List(entry) => self.list(reader, rule, entry, path),
            Kind::Map(key, value) => self.map(reader, rule, (key, value), path),
            Kind::Structure(constraints) => self.structure(reader, constraints(), Members::All, path),
            Kind::Union(constraints) => self.structure(reader, constraints(), Members::One, path),
        }
    }

    fn list<R: Walk>(
        &mut self,
        reader: &mut R,
        rule: &'static Rule,
        entry: &'static Rule,
        path: &Path<'_>,
    ) -> Result<(), ReadError> {
        // What is wrong with the list stands before what is wrong in it.
        let at = self.found.len();
        let twice = rule.unique && has_twice(&mut reader.clone(), entry)?;
        reader.begin_list()?;
        let mut count = 0;
        while reader.next_element()? {
            if !reader.null()? {
                self.value(reader, entry, &Path::Index(path, count))?;
            }
            count += 1;
        }
        if twice {
            self.found.add(at, path, None, format_args!("have unique values"));
        }
        self.length(at, count, rule, path);
        Ok(())
    }

    /// A key is told at the map, a value by its key.
    fn map<R: Walk>(
        &mut self,
        reader: &mut R,
        rule: &'static Rule,
        (key, value): (&'static Rule, &'static Rule),
        path: &Path<'_>,
    ) -> Result<(), ReadError> {
        let at = self.found.len();
        let mut count = 0;
        reader.begin_structure()?;
        while let Some(name) = reader.next_member()?.map(Cow::into_owned) {
            if let Kind::Enum(values) = key.kind {
                self.one_of(&name, values(), path);
            }
            self.text(&name, key, path);
            if !reader.null()? {
                let shown = if key.sensitive { REDACTED } else { &name };
                self.value(reader, value, &Path::Name(path, shown))?;
            }
            count += 1;
        }
        self.length(at, count, rule, path);
        Ok(())
    }

    fn text(&mut self, text: &str, rule: &Rule, path: &Path<'_>) {
        if rule.least_length.is_some() || rule.most_length.is_some() {
            self.length(self.found.len(), text.chars().count(), rule, path);
        }
        if let Some(pattern) = &rule.pattern
            && !self.patterns.is_match(pattern, text)
        {
            self.add(path, format_args!("satisfy regular expression pattern: {}", pattern.text));
        }
    }

    fn one_of(&mut self, text: &str, values: &[&str], path: &Path<'_>) {
        if !values.contains(&text) {
            self.add(path, format_args!("satisfy enum value set: [{}]", values.join(", ")));
        }
    }

    fn length(&mut self, at: usize, length: usize, rule: &Rule, path: &Path<'_>) {
        let length = length as u64;
        let low = rule.least_length.is_some_and(|least| length < least);
        let high = rule.most_length.is_some_and(|most| length > most);
        if !low && !high {
            return;
        }
        let mut add = |must: fmt::Arguments<'_>| self.found.add(at, path, Some(length), must);
        match (rule.least_length, rule.most_length) {
            (Some(least), Some(most)) => add(format_args!("have length between {least} and {most}, inclusive")),
            (Some(least), None) => add(format_args!("have length greater than or equal to {least}")),
            (None, Some(most)) => add(format_args!("have length less than or equal to {most}")),
            (None, None) => {}
        }
    }

    /// `order` says how the number stands to a bound; one that stands in no order breaks every range.
    fn range(&mut self, rule: &Rule, path: &Path<'_>, order: impl Fn(&str) -> Option<Ordering>) {
        let low = rule.least.is_some_and(|least| !order(least).is_some_and(Ordering::is_ge));
        let high = rule.most.is_some_and(|most| !order(most).is_some_and(Ordering::is_le));
        if !low && !high {
            return;
        }
        match (rule.least, rule.most) {
            (Some(least), Some(most)) => self.add(path, format_args!("be between {least} and {most}, inclusive")),
            (Some(least), None) => self.add(path, format_args!("be greater than or equal to {least}")),
            (None, Some(most)) => self.add(path, format_args!("be less than or equal to {most}")),
            (None, None) => {}
        }
    }

    fn add(&mut self, path: &Path<'_>, must: fmt::Arguments<'_>) {
        self.found.add(self.found.len(), path, None, must);
    }
}

/// Whether a list holds a value twice: times are compared by the instant, however they are written.
fn has_twice<R: Walk>(reader: &mut R, entry: &Rule) -> Result<bool, ReadError> {
    let instant = |time: DateTime| format!("{}.{}", time.secs(), time.subsec_nanos());
    let mut seen = BTreeSet::new();
    reader.begin_list()?;
    while reader.next_element()? {
        let identity = if reader.null()? {
            "null".to_owned()
        } else {
            match entry.kind {
                Kind::EpochSeconds => instant(reader.epoch_seconds()?),
                Kind::DateTime => instant(reader.date_time()?),
                Kind::HttpDate => instant(reader.http_date()?),
                Kind::Any
                | Kind::Text
                | Kind::Blob
                | Kind::Whole
                | Kind::Real
                | Kind::Enum(_)
                | Kind::IntEnum(_)
                | Kind::List(_)
                | Kind::Map(..)
                | Kind::Structure(_)
                | Kind::Union(_) => reader.identity()?,
            }
        };
        if !seen.insert(identity) {
            return Ok(true);
        }
    }
    Ok(false)
}
