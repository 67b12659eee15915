//! A point in time: arithmetic, and the three forms that Smithy's `timestampFormat` knows.

use std::fmt::{self, Write as _};
use std::time::{Duration, SystemTime};

use super::number::{self, Number, Rounding};

/// Nanoseconds in a second.
const NANOS: u32 = 1_000_000_000;
/// Seconds in a day: time scales for computers have no leap seconds.
const DAY: i64 = 86_400;
/// 0001-01-01T00:00:00Z in seconds since the epoch.
const FIRST_SECOND: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59Z in seconds since the epoch.
const LAST_SECOND: i64 = 253_402_300_799;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LONG_WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A point in time, in nanoseconds since or before 1970-01-01T00:00:00Z (the epoch, which is the default).
///
/// Holds any number of seconds that `i64` does; as text it is between the years 1 and 9999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    seconds: i64,
    /// Counts forward from `seconds`, before the epoch too; less than [`NANOS`].
    nanos: u32,
}

/// How a point in time is written (the Smithy trait `timestampFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateTimeFormat {
    /// `1985-04-12T23:20:50.52Z`: RFC 3339, section 5.6. Reading accepts offsets.
    DateTime,
    /// The same.
    DateTimeWithOffset,
    /// `482196050.52`: seconds since the epoch.
    EpochSeconds,
    /// `Tue, 29 Apr 2014 18:30:38 GMT`: IMF-fixdate of RFC 9110, section 5.6.7. Writing drops fractions, reading
    /// accepts them, and the two obsolete forms of that section.
    HttpDate,
}

/// A text is not a point in time in the form that was asked for.
///
/// The text itself is not repeated: it may be confidential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTimeParseError {
    expected: &'static str,
}

/// A point in time cannot be written in the form that was asked for: its year is not between 1 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTimeFormatError {
    seconds: i64,
}

/// A point in time is out of the range of the type that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConversionError {
    target: &'static str,
}

impl fmt::Display for DateTimeParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "expected a point in time in the years 1 to 9999, such as `{}`", self.expected)
    }
}

impl fmt::Display for DateTimeFormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} seconds since 1970 are not within the years 1 to 9999", self.seconds)
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the point in time is out of the range of {}", self.target)
    }
}

impl std::error::Error for DateTimeParseError {}
impl std::error::Error for DateTimeFormatError {}
impl std::error::Error for ConversionError {}

impl DateTime {
    /// Gives the point `seconds` after the epoch.
    pub const fn from_secs(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// Gives the point `seconds` after the epoch and `nanos` after that; a second or more of `nanos` is carried over.
    pub const fn from_secs_and_nanos(seconds: i64, nanos: u32) -> Self {
        Self { seconds: seconds.saturating_add((nanos / NANOS) as i64), nanos: nanos % NANOS }
    }

    /// Gives the point `millis` milliseconds after the epoch.
    #[expect(clippy::cast_possible_truncation, reason = "a remainder of 1000")]
    pub const fn from_millis(millis: i64) -> Self {
        Self { seconds: millis.div_euclid(1000), nanos: millis.rem_euclid(1000) as u32 * 1_000_000 }
    }

    /// Gives the point `nanos` nanoseconds after the epoch.
    ///
    /// # Errors
    /// When its seconds do not fit into `i64`.
    pub fn from_nanos(nanos: i128) -> Result<Self, ConversionError> {
        let whole = i64::try_from(nanos.div_euclid(i128::from(NANOS)));
        let part = u32::try_from(nanos.rem_euclid(i128::from(NANOS)));
        match (whole, part) {
            (Ok(seconds), Ok(nanos)) => Ok(Self { seconds, nanos }),
            _ => Err(ConversionError { target: "a 64-bit number of seconds" }),
        }
    }

    /// Gives the point `seconds` after the epoch, rounded to a nanosecond; what is out of range ends at the range's
    /// end, and what is not a number is the epoch.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates; the part is in 0..1")]
    pub fn from_secs_f64(seconds: f64) -> Self {
        let whole = seconds.floor();
        let nanos = ((seconds - whole) * f64::from(NANOS)).round() as u32;
        Self::from_secs_and_nanos(whole as i64, nanos)
    }

    /// Gives the point a number of seconds after the epoch, if it is in range; drops what is below a nanosecond.
    pub(crate) fn from_number(number: &Number<'_>) -> Option<Self> {
        // By far the most numbers: division of 128 bits is what took most of the time for a point in time.
        if let Some((whole, nanos)) = number.billionths()
            && let Ok(whole) = i64::try_from(whole)
        {
            return Some(match (number.is_negative(), nanos) {
                (false, nanos) => Self { seconds: whole, nanos },
                (true, 0) => Self { seconds: -whole, nanos },
                (true, nanos) => Self { seconds: -whole - 1, nanos: NANOS - nanos },
            });
        }
        number.scaled(9, Rounding::Truncate).ok().and_then(|nanos| Self::from_nanos(nanos).ok())
    }

    /// Gives the seconds since the epoch, rounded down.
    pub const fn secs(&self) -> i64 {
        self.seconds
    }

    /// Gives the nanoseconds after [`DateTime::secs`]: 0 to 999 999 999, counting forward before the epoch too.
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos
    }

    /// Tells whether the point is not on a whole second.
    pub const fn has_subsec_nanos(&self) -> bool {
        self.nanos != 0
    }

    /// Gives the seconds since the epoch, to the precision of `f64`.
    #[allow(clippy::cast_precision_loss, reason = "the nearest value is what is asked for")]
    pub fn as_secs_f64(&self) -> f64 {
        self.seconds as f64 + f64::from(self.nanos) / f64::from(NANOS)
    }

    /// Gives the nanoseconds since the epoch.
    pub fn as_nanos(&self) -> i128 {
        i128::from(self.seconds) * i128::from(NANOS) + i128::from(self.nanos)
    }

    /// Gives the milliseconds since the epoch, rounded down.
    ///
    /// # Errors
    /// When they do not fit into `i64`.
    pub fn to_millis(self) -> Result<i64, ConversionError> {
        i64::try_from(self.as_nanos().div_euclid(1_000_000))
            .map_err(|_| ConversionError { target: "a 64-bit number of milliseconds" })
    }

    /// Reads a point in time.
    ///
    /// Digits beyond nanoseconds are dropped; a leap second (`:60`) is the first second of the next minute.
    ///
    /// # Errors
    /// When the text does not have the form, names a day or an hour that does not exist, or is not within the years
    /// 1 to 9999 (those only in the two forms of text).
    pub fn from_str(text: &str, format: DateTimeFormat) -> Result<Self, DateTimeParseError> {
        let (parsed, expected) = match format {
            DateTimeFormat::DateTime | DateTimeFormat::DateTimeWithOffset => {
                (parse_date_time(text), "1985-04-12T23:20:50.52Z")
            }
            DateTimeFormat::EpochSeconds => (number::parse(text).as_ref().and_then(Self::from_number), "482196050.52"),
            DateTimeFormat::HttpDate => (parse_http_date(text), "Tue, 29 Apr 2014 18:30:38 GMT"),
        };
        parsed.ok_or(DateTimeParseError { expected })
    }

    /// Writes the point in time.
    ///
    /// # Errors
    /// When it is not within the years 1 to 9999 (not with [`DateTimeFormat::EpochSeconds`]).
    pub fn fmt(&self, format: DateTimeFormat) -> Result<String, DateTimeFormatError> {
        let mut text = String::with_capacity(30);
        // Writing to a `String` does not fail.
        let _ = match format {
            DateTimeFormat::EpochSeconds => {
                self.push_epoch_seconds(&mut text);
                Ok(())
            }
            DateTimeFormat::DateTime | DateTimeFormat::DateTimeWithOffset => {
                let Civil { year, month, day, hour, minute, second, .. } = self.civil()?;
                let head = write!(text, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
                push_fraction(&mut text, self.nanos);
                text.push('Z');
                head
            }
            DateTimeFormat::HttpDate => {
                let Civil { year, month, day, hour, minute, second, weekday } = self.civil()?;
                let month = name(&MONTHS, month - 1);
                let weekday = name(&WEEKDAYS, weekday);
                write!(text, "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
            }
        };
        Ok(text)
    }

    /// Appends the seconds since the epoch, with a fraction where there is one.
    pub(crate) fn push_epoch_seconds(&self, buffer: &mut String) {
        // Before the epoch a fraction counts forward: -1 s and 0.75 s are written as -0.25.
        let (sign, seconds, nanos) = match (self.seconds < 0, self.nanos) {
            (false, nanos) => ("", self.seconds.unsigned_abs(), nanos),
            (true, 0) => ("-", self.seconds.unsigned_abs(), 0),
            (true, nanos) => ("-", self.seconds.unsigned_abs() - 1, NANOS - nanos),
        };
        // Writing to a `String` does not fail.
        let _ = write!(buffer, "{sign}{seconds}");
        push_fraction(buffer, nanos);
    }

    /// Gives the date in the proleptic Gregorian calendar, and the time of day.
    fn civil(&self) -> Result<Civil, DateTimeFormatError> {
        if !(FIRST_SECOND..=LAST_SECOND).contains(&self.seconds) {
            return Err(DateTimeFormatError { seconds: self.seconds });
        }
        let days = self.seconds.div_euclid(DAY);
        let second = self.seconds.rem_euclid(DAY);
        // Years are counted from 1 March of the year 0, so that the leap day is a year's last, in eras of 400 years.
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        Ok(Civil {
            year: era * 400 + year_of_era + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
            // The epoch was a Thursday.
            weekday: (days + 3).rem_euclid(7),
        })
    }
}

impl fmt::Display for DateTime {
    /// Writes the point in the form of RFC 3339; what that form cannot say, as seconds since the epoch.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = Self::fmt(self, DateTimeFormat::DateTime).or_else(|_| Self::fmt(self, DateTimeFormat::EpochSeconds));
        formatter.write_str(text.as_deref().unwrap_or_default())
    }
}

impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self { seconds: seconds(after), nanos: after.subsec_nanos() },
            Err(error) => match (error.duration(), error.duration().subsec_nanos()) {
                (before, 0) => Self { seconds: -seconds(before), nanos: 0 },
                (before, nanos) => Self { seconds: -seconds(before) - 1, nanos: NANOS - nanos },
            },
        }
    }
}

impl TryFrom<DateTime> for SystemTime {
    type Error = ConversionError;

    fn try_from(time: DateTime) -> Result<Self, ConversionError> {
        let whole = Duration::from_secs(time.seconds.unsigned_abs());
        let system =
            if time.seconds < 0 { Self::UNIX_EPOCH.checked_sub(whole) } else { Self::UNIX_EPOCH.checked_add(whole) };
        system
            .and_then(|system| system.checked_add(Duration::from_nanos(u64::from(time.nanos))))
            .ok_or(ConversionError { target: "the system's clock" })
    }
}

/// A date and a time of day; months and days count from 1, weekdays from 0 on Monday.
#[derive(Clone, Copy)]
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    weekday: i64,
}

/// Gives the name at `index`, which is within the table.
fn name(table: &[&'static str], index: i64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| table.get(index)).copied().unwrap_or_default()
}

/// Appends a point and the digits of a fraction without its last zeros; nothing if there are none.
fn push_fraction(buffer: &mut String, nanos: u32) {
    if nanos != 0 {
        let digits = format!(".{nanos:09}");
        buffer.push_str(digits.trim_end_matches('0'));
    }
}

/// Gives the point in time of a date and a time of day in UTC, if they exist and are within the years 1 to 9999.
fn from_civil(date: (i64, i64, i64), time: (i64, i64, i64), nanos: u32, offset: i64) -> Option<DateTime> {
    let (year, month, day) = date;
    let (hour, minute, second) = time;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_in_month = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let exists = (1..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in_month).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    if !exists {
        return None;
    }
    // The same count from 1 March as in `DateTime::civil`.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468;
    // A leap second is given to the next minute whole: a fraction of it would come after what follows.
    let nanos = if second == 60 { 0 } else { nanos };
    let seconds = days * DAY + hour * 3600 + minute * 60 + second - offset;
    (FIRST_SECOND..=LAST_SECOND).contains(&seconds).then_some(DateTime { seconds, nanos })
}

/// The part of a text that is not read yet. Each method reads something at its start, or gives `None`.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn literal(&mut self, literal: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(literal)?;
        Some(())
    }

    /// Reads `count` digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.bytes().try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + i64::from(digit - b'0')))
    }

    /// Reads one of the names; gives its place in the table.
    fn one_of(&mut self, table: &[&str]) -> Option<i64> {
        let (index, rest) = (0_i64..).zip(table).find_map(|(index, name)| Some((index, self.0.strip_prefix(name)?)))?;
        self.0 = rest;
        Some(index)
    }

    /// Reads `HH:MM:SS` and the fraction after it, if there is one.
    fn time(&mut self) -> Option<((i64, i64, i64), u32)> {
        let hour = self.digits(2)?;
        self.literal(":")?;
        let minute = self.digits(2)?;
        self.literal(":")?;
        let second = self.digits(2)?;
        let mut nanos = 0;
        if self.literal(".").is_some() {
            let count = self.0.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(self.0.len());
            let (digits, rest) = self.0.split_at_checked(count).filter(|_| count > 0)?;
            self.0 = rest;
            let padded = digits.bytes().chain(std::iter::repeat(b'0')).take(9);
            nanos = padded.fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0'));
        }
        Some(((hour, minute, second), nanos))
    }

    /// Checks that nothing is left.
    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

/// Reads RFC 3339's `date-time`.
fn parse_date_time(text: &str) -> Option<DateTime> {
    let mut rest = Rest(text);
    let year = rest.digits(4)?;
    rest.literal("-")?;
    let month = rest.digits(2)?;
    rest.literal("-")?;
    let day = rest.digits(2)?;
    rest.literal("T").or_else(|| rest.literal("t"))?;
    let (time, nanos) = rest.time()?;
    let offset = if rest.literal("Z").or_else(|| rest.literal("z")).is_some() {
        0
    } else {
        let sign = if rest.literal("+").is_some() { 1 } else { rest.literal("-").map(|()| -1)? };
        let hours = rest.digits(2).filter(|hours| *hours < 24)?;
        rest.literal(":")?;
        let minutes = rest.digits(2).filter(|minutes| *minutes < 60)?;
        sign * (hours * 3600 + minutes * 60)
    };
    rest.end()?;
    from_civil((year, month, day), time, nanos, offset)
}

/// Reads the three forms of RFC 9110's `HTTP-date`; the weekday's name has to exist, but is not compared to the date.
fn parse_http_date(text: &str) -> Option<DateTime> {
    imf_fixdate(text).or_else(|| rfc850_date(text)).or_else(|| asctime_date(text))
}

/// Reads `Tue, 29 Apr 2014 18:30:38 GMT`.
fn imf_fixdate(text: &str) -> Option<DateTime> {
    let mut rest = Rest(text);
    rest.one_of(&WEEKDAYS)?;
    rest.literal(", ")?;
    let day = rest.digits(2)?;
    rest.literal(" ")?;
    let month = rest.one_of(&MONTHS)? + 1;
    rest.literal(" ")?;
    let year = rest.digits(4)?;
    rest.literal(" ")?;
    let (time, nanos) = rest.time()?;
    rest.literal(" GMT")?;
    rest.end()?;
    from_civil((year, month, day), time, nanos, 0)
}

/// Reads `Tuesday, 29-Apr-14 18:30:38 GMT`; years before 70 are in the century of 2000, as POSIX has it.
fn rfc850_date(text: &str) -> Option<DateTime> {
    let mut rest = Rest(text);
    rest.one_of(&LONG_WEEKDAYS)?;
    rest.literal(", ")?;
    let day = rest.digits(2)?;
    rest.literal("-")?;
    let month = rest.one_of(&MONTHS)? + 1;
    rest.literal("-")?;
    let year = rest.digits(2)?;
    rest.literal(" ")?;
    let (time, nanos) = rest.time()?;
    rest.literal(" GMT")?;
    rest.end()?;
    let century = if year < 70 { 2000 } else { 1900 };
    from_civil((century + year, month, day), time, nanos, 0)
}

/// Reads `Tue Apr 29 18:30:38 2014`, where a day below ten has a space before it.
fn asctime_date(text: &str) -> Option<DateTime> {
    let mut rest = Rest(text);
    rest.one_of(&WEEKDAYS)?;
    rest.literal(" ")?;
    let month = rest.one_of(&MONTHS)? + 1;
    rest.literal(" ")?;
    let day = if rest.literal(" ").is_some() { rest.digits(1)? } else { rest.digits(2)? };
    rest.literal(" ")?;
    let (time, nanos) = rest.time()?;
    rest.literal(" ")?;
    let year = rest.digits(4)?;
    rest.end()?;
    from_civil((year, month, day), time, nanos, 0)
}

#[cfg(test)]
mod tests;
