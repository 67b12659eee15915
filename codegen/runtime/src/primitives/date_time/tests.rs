//! Points in time: forms, limits, arithmetic.

use std::time::{Duration, SystemTime};

use super::{DateTime, DateTimeFormat, FIRST_SECOND, LAST_SECOND};

fn date_time(text: &str) -> Option<(i64, u32)> {
    DateTime::from_str(text, DateTimeFormat::DateTime).ok().map(|time| (time.secs(), time.subsec_nanos()))
}

fn http_date(text: &str) -> Option<(i64, u32)> {
    DateTime::from_str(text, DateTimeFormat::HttpDate).ok().map(|time| (time.secs(), time.subsec_nanos()))
}

#[test]
fn reads_date_times() {
    for (text, seconds, nanos) in [
        ("1970-01-01T00:00:00Z", 0, 0),
        ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000),
        ("1985-04-12t23:20:50z", 482_196_050, 0),
        ("1985-04-13T04:50:50.52+05:30", 482_196_050, 520_000_000),
        ("1985-04-12T15:20:50-08:00", 482_196_050, 0),
        ("1985-04-12T23:20:50-00:00", 482_196_050, 0),
        ("1985-04-12T23:20:50.1234567891234567Z", 482_196_050, 123_456_789),
        ("1969-12-31T23:59:59.25Z", -1, 250_000_000),
        ("2000-02-29T00:00:00Z", 951_782_400, 0),
        ("1990-12-31T23:59:60Z", 662_688_000, 0),
        ("1990-12-31T15:59:60.9-08:00", 662_688_000, 0),
        ("0001-01-01T00:00:00Z", FIRST_SECOND, 0),
        ("9999-12-31T23:59:59.999999999Z", LAST_SECOND, 999_999_999),
    ] {
        assert_eq!(date_time(text), Some((seconds, nanos)), "{text}");
    }
}

#[test]
fn refuses_other_date_times() {
    for text in [
        "",
        "1985-04-12",
        "1985-04-12T23:20:50",
        "1985-04-12 23:20:50Z",
        "1985-04-12T23:20Z",
        "1985-4-12T23:20:50Z",
        "1985-04-12T23:20:50.Z",
        "1985-04-12T23:20:50,5Z",
        "1985-04-12T23:20:50Zx",
        " 1985-04-12T23:20:50Z",
        "1985-13-12T23:20:50Z",
        "1985-00-12T23:20:50Z",
        "1985-04-31T23:20:50Z",
        "1985-04-00T23:20:50Z",
        "1985-02-29T23:20:50Z",
        "1900-02-29T23:20:50Z",
        "1985-04-12T24:00:00Z",
        "1985-04-12T23:60:50Z",
        "1985-04-12T23:20:61Z",
        "1985-04-12T23:20:50+24:00",
        "1985-04-12T23:20:50+05:60",
        "1985-04-12T23:20:50+0530",
        "1985-04-12T23:20:50+05",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:60Z",
        "+1985-04-12T23:20:50Z",
        "-1985-04-12T23:20:50Z",
        "19850-04-12T23:20:50Z",
        "1985-04-12T23:20:5\u{e9}Z",
        "\u{661}985-04-12T23:20:50Z",
    ] {
        assert_eq!(date_time(text), None, "{text}");
    }
}

#[test]
fn reads_http_dates() {
    for text in ["Tue, 29 Apr 2014 18:30:38 GMT", "Tuesday, 29-Apr-14 18:30:38 GMT", "Tue Apr 29 18:30:38 2014"] {
        assert_eq!(http_date(text), Some((1_398_796_238, 0)), "{text}");
    }
    assert_eq!(http_date("Sun, 02 Jan 2000 20:34:56.456 GMT"), Some((946_845_296, 456_000_000)));
    assert_eq!(http_date("Sunday, 06-Nov-94 08:49:37 GMT"), Some((784_111_777, 0)));
    assert_eq!(http_date("Sun Nov  6 08:49:37 1994"), Some((784_111_777, 0)));
    for text in [
        "",
        "Tue, 29 Apr 2014 18:30:38",
        "Tue, 29 Apr 2014 18:30:38 UTC",
        "Tue, 29 Apr 2014 18:30:38 +0000",
        "Xxx, 29 Apr 2014 18:30:38 GMT",
        "Tue, 31 Apr 2014 18:30:38 GMT",
        "Tue, 9 Apr 2014 18:30:38 GMT",
        "tue, 29 apr 2014 18:30:38 gmt",
        "Tue, 29 Apr 2014 18:30:38 GMT ",
        "2014-04-29T18:30:38Z",
    ] {
        assert_eq!(http_date(text), None, "{text}");
    }
}

#[test]
fn epoch_seconds_are_exact() {
    let read = |text| DateTime::from_str(text, DateTimeFormat::EpochSeconds).ok();
    assert_eq!(read("1515531081.123456789"), Some(DateTime::from_secs_and_nanos(1_515_531_081, 123_456_789)));
    assert_eq!(read("1.5155310811234567899e9"), Some(DateTime::from_secs_and_nanos(1_515_531_081, 123_456_789)));
    assert_eq!(read("-9223372036854775808"), Some(DateTime::from_secs(i64::MIN)));
    for text in ["", "x", "1.", "9223372036854775808", "1e999", "NaN", " 1"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn writes_what_is_within_four_digits_of_a_year() {
    let text = |seconds, format| DateTime::from_secs(seconds).fmt(format).ok();
    assert_eq!(text(FIRST_SECOND, DateTimeFormat::DateTime).as_deref(), Some("0001-01-01T00:00:00Z"));
    assert_eq!(text(LAST_SECOND, DateTimeFormat::HttpDate).as_deref(), Some("Fri, 31 Dec 9999 23:59:59 GMT"));
    assert_eq!(text(0, DateTimeFormat::HttpDate).as_deref(), Some("Thu, 01 Jan 1970 00:00:00 GMT"));
    assert_eq!(text(951_782_400, DateTimeFormat::DateTime).as_deref(), Some("2000-02-29T00:00:00Z"));
    for seconds in [FIRST_SECOND - 1, LAST_SECOND + 1, i64::MIN, i64::MAX] {
        assert_eq!(text(seconds, DateTimeFormat::DateTime), None);
        assert_eq!(text(seconds, DateTimeFormat::HttpDate), None);
        assert_eq!(text(seconds, DateTimeFormat::EpochSeconds), Some(seconds.to_string()));
    }
    assert_eq!(DateTime::from_secs(i64::MAX).to_string(), i64::MAX.to_string());
    assert_eq!(DateTime::from_millis(1_500).to_string(), "1970-01-01T00:00:01.5Z");
}

#[test]
fn converts_between_units() {
    assert_eq!(DateTime::from_millis(-1), DateTime::from_secs_and_nanos(-1, 999_000_000));
    assert_eq!(DateTime::from_millis(-1).to_millis(), Ok(-1));
    assert!(DateTime::from_secs(i64::MAX).to_millis().is_err());
    assert_eq!(DateTime::from_secs_and_nanos(1, 2_500_000_000), DateTime::from_secs_and_nanos(3, 500_000_000));
    assert_eq!(DateTime::from_secs_f64(-0.25), DateTime::from_millis(-250));
    assert_eq!(DateTime::from_secs_f64(1.999_999_999_9), DateTime::from_secs(2));
    assert_eq!(DateTime::from_secs_f64(f64::NAN), DateTime::default());
    assert_eq!(DateTime::from_secs_f64(f64::INFINITY).secs(), i64::MAX);
    assert!((DateTime::from_millis(-250).as_secs_f64() + 0.25).abs() < 1e-12);
    for nanos in [0, -1, 1_000_000_001, i128::from(i64::MIN) * 1_000_000_000] {
        assert_eq!(DateTime::from_nanos(nanos).unwrap().as_nanos(), nanos);
    }
    assert!(DateTime::from_nanos(i128::MAX).is_err());
    assert!(DateTime::from_millis(1) > DateTime::from_secs(0));
}

#[test]
fn converts_from_and_to_the_systems_clock() {
    for time in [
        SystemTime::UNIX_EPOCH,
        SystemTime::UNIX_EPOCH + Duration::from_millis(1_500),
        SystemTime::UNIX_EPOCH - Duration::from_millis(1_500),
        SystemTime::UNIX_EPOCH - Duration::from_secs(1),
    ] {
        assert_eq!(SystemTime::try_from(DateTime::from(time)), Ok(time));
    }
    assert_eq!(DateTime::from(SystemTime::UNIX_EPOCH - Duration::from_millis(1_500)), DateTime::from_millis(-1_500));
    let _ = SystemTime::try_from(DateTime::from_secs(i64::MIN));
    let _ = SystemTime::try_from(DateTime::from_secs_and_nanos(i64::MAX, 999_999_999));
}

#[test]
fn errors_do_not_repeat_the_text() {
    let error = DateTime::from_str("secret", DateTimeFormat::HttpDate).unwrap_err();
    assert!(!error.to_string().contains("secret"));
}

#[test]
fn numbers_of_every_form_are_read_as_exact_arithmetic_has_them() {
    use crate::primitives::number::{Rounding, parse};
    let exact = |text: &str| {
        let nanos = parse(text).and_then(|number| number.scaled(9, Rounding::Truncate).ok());
        nanos.and_then(|nanos| DateTime::from_nanos(nanos).ok())
    };
    let digits = "12345678901234567890123";
    for whole in ["0", "1", "9", "98765", "1634664894", "9223372036854775807", "9223372036854775808"] {
        for places in 0..digits.len() {
            let fraction = if places == 0 { String::new() } else { format!(".{}", &digits[..places]) };
            for exponent in
                ["", "e0", "E9", "e+1", "e-1", "E-9", "e-18", "e-19", "e-20", "e99", "e-999999999999999999999"]
            {
                for sign in ["", "-"] {
                    let text = format!("{sign}{whole}{fraction}{exponent}");
                    assert_eq!(DateTime::from_str(&text, DateTimeFormat::EpochSeconds).ok(), exact(&text), "{text}");
                }
            }
        }
    }
}
