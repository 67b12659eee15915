//! Retry 2.1, rule by rule.

use core::num::NonZeroU32;
use core::time::Duration;

use super::script::*;
use crate::config::{RetryConfig, TimeoutConfig};
use crate::transport::TransportErrorKind::*;

fn attempts(attempts: u32) -> RetryConfig {
    RetryConfig::standard().with_max_attempts(NonZeroU32::new(attempts).unwrap())
}

#[test]
fn a_call_has_three_attempts() {
    let bench = Bench::new([failure(500, "X"), failure(500, "X"), failure(500, "X")]);
    let error = bench.call::<Change>().unwrap_err();
    assert_eq!((bench.attempts(), error.attempts()), (3, 3));
}

#[test]
fn a_call_to_dynamodb_has_four_attempts_and_shorter_delays() {
    let bench = Bench::new([failure(500, "X"), failure(500, "X"), failure(500, "X"), success()]);
    bench.call::<Query>().unwrap();
    assert_eq!(bench.slept_millis(), [25, 50, 100]);
}

#[test]
fn delays_double_from_fifty_milliseconds() {
    let bench = Bench::configured(
        [failure(500, "X"), failure(502, "X"), failure(503, "X"), failure(504, "X"), success()],
        |config| config.retry_config(attempts(5)),
    );
    bench.call::<Change>().unwrap();
    assert_eq!(bench.slept_millis(), [50, 100, 200, 400]);
}

#[test]
fn delays_after_throttling_double_from_a_second_up_to_twenty() {
    let throttled = || failure(400, "ThrottlingException");
    let answers = [throttled(), throttled(), throttled(), throttled(), throttled(), throttled(), success()];
    let bench = Bench::configured(answers, |config| config.retry_config(attempts(7)));
    bench.call::<Change>().unwrap();
    assert_eq!(bench.slept_millis(), [1_000, 2_000, 4_000, 8_000, 16_000, 20_000]);
}

#[test]
fn a_delay_is_a_random_part_of_what_it_can_be() {
    let bench = Bench::configured([failure(500, "X"), success()], |config| config.random(|| 0.5));
    bench.call::<Change>().unwrap();
    assert_eq!(bench.slept_millis(), [25]);
}

#[test]
fn every_throttling_code_is_retried_whatever_its_status() {
    for code in [
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottledException",
        "RequestThrottled",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "SlowDown",
        "PriorRequestNotComplete",
        "EC2ThrottledException",
    ] {
        let bench = Bench::new([failure(400, code), success()]);
        bench.call::<Change>().unwrap();
        assert_eq!(bench.slept_millis(), [1_000], "{code}");
    }
}

#[test]
fn transient_codes_are_retried_whatever_their_status() {
    for code in ["RequestTimeout", "RequestTimeoutException"] {
        let bench = Bench::new([failure(400, code), success()]);
        bench.call::<Change>().unwrap();
        assert_eq!(bench.slept_millis(), [50], "{code}");
    }
}

#[test]
fn other_errors_of_the_caller_are_not_retried() {
    for status in [400, 403, 404, 501, 505] {
        let bench = Bench::new([failure(status, "ValidationException")]);
        assert!(bench.call::<Change>().is_err());
        assert_eq!(bench.attempts(), 1, "{status}");
    }
}

#[test]
fn a_429_is_throttling_unless_the_model_knows_its_code() {
    let unknown = Bench::new([failure(429, "Odd"), success()]);
    unknown.call::<Change>().unwrap();
    assert_eq!(unknown.slept_millis(), [1_000]);
    let modeled = Bench::new([failure(429, "ModeledOdd")]);
    assert!(modeled.call::<Change>().is_err());
    assert_eq!(modeled.attempts(), 1);
}

#[test]
fn what_the_model_calls_retryable_is_retried() {
    let transient = Bench::new([failure(400, "ModeledTransient"), success()]);
    transient.call::<Change>().unwrap();
    assert_eq!(transient.slept_millis(), [50]);
    let throttling = Bench::new([failure(400, "ModeledThrottling"), success()]);
    throttling.call::<Change>().unwrap();
    assert_eq!(throttling.slept_millis(), [1_000]);
}

#[test]
fn what_is_said_not_to_be_retried_is_not_whatever_its_status() {
    let bench = Bench::new([failure(503, "ModeledNever")]);
    assert!(bench.call::<Ask>().is_err());
    assert_eq!(bench.attempts(), 1);
}

#[test]
fn throttling_beats_a_transient_status() {
    let bench = Bench::new([failure(503, "SlowDown"), failure(503, "SlowDown"), failure(503, "SlowDown")]);
    assert!(bench.call::<Change>().is_err());
    assert_eq!((bench.slept_millis(), bench.tokens()), (vec![1_000, 2_000], 490));
}

#[test]
fn connection_errors_and_timeouts_are_retried() {
    for kind in [ConnectTimeout, Connect, ReadTimeout, AttemptTimeout, Closed] {
        let bench = Bench::new([lost(kind), success()]);
        bench.call::<Change>().unwrap();
        assert_eq!((bench.attempts(), bench.slept_millis()), (2, vec![50]), "{kind:?}");
    }
}

#[test]
fn what_would_fail_again_is_not_retried() {
    for kind in [Malformed, TooLarge, Request] {
        let bench = Bench::new([lost(kind)]);
        assert!(bench.call::<Ask>().is_err());
        assert_eq!(bench.attempts(), 1, "{kind:?}");
    }
}

#[test]
fn what_was_never_written_is_sent_again_without_counting() {
    let bench = Bench::configured([lost(NotSent), success()], |config| config.retry_config(RetryConfig::disabled()));
    bench.call::<Change>().unwrap();
    assert_eq!((bench.slept_millis(), bench.tokens()), (vec![], 500));
    assert_eq!(bench.headers("amz-sdk-request"), ["attempt=1; max=1", "attempt=1; max=1"]);
}

#[test]
fn what_is_never_written_time_and_again_fails() {
    let bench = Bench::configured((0..9).map(|_| lost(NotSent)), |config| config.retry_config(RetryConfig::disabled()));
    assert!(bench.call::<Change>().is_err());
    assert_eq!(bench.attempts(), 3);
}

#[test]
fn a_retry_costs_fourteen_and_success_gives_it_back() {
    let bench = Bench::new([failure(500, "X"), failure(500, "X"), success()]);
    bench.call::<Change>().unwrap();
    assert_eq!(bench.tokens(), 500 - 14 - 14 + 14);
}

#[test]
fn a_throttled_retry_costs_five() {
    let bench = Bench::new([failure(400, "SlowDown"), failure(400, "ValidationException")]);
    assert!(bench.call::<Change>().is_err());
    assert_eq!(bench.tokens(), 495);
}

#[test]
fn success_at_once_gives_back_one_and_the_bucket_has_a_brim() {
    let answers = [failure(500, "X"), failure(400, "ValidationException"), success(), success()];
    let bench = Bench::new(answers);
    assert!(bench.call::<Change>().is_err());
    bench.call::<Change>().unwrap();
    assert_eq!(bench.tokens(), 487);
    bench.handle.core().learned.bucket.refund(1_000);
    bench.call::<Change>().unwrap();
    assert_eq!(bench.tokens(), 500);
}

#[test]
fn an_empty_bucket_ends_the_call() {
    let bench = Bench::new([failure(500, "X")]);
    assert!(bench.handle.core().learned.bucket.draw(490));
    assert!(bench.call::<Change>().is_err());
    assert_eq!((bench.attempts(), bench.slept_millis(), bench.tokens()), (1, vec![], 10));
}

#[test]
fn a_long_poll_with_an_empty_bucket_sleeps_once_before_it_fails() {
    let bench = Bench::new([failure(500, "X")]);
    assert!(bench.handle.core().learned.bucket.draw(490));
    assert!(bench.call::<Poll>().is_err());
    assert_eq!((bench.attempts(), bench.slept_millis(), bench.tokens()), (1, vec![50], 10));
}

#[test]
fn a_long_poll_does_not_sleep_once_its_attempts_are_used_up_or_what_is_not_retryable() {
    for answer in [failure(500, "X"), failure(400, "ValidationException")] {
        let bench = Bench::configured([answer], |config| config.retry_config(RetryConfig::disabled()));
        assert!(bench.handle.core().learned.bucket.draw(490));
        assert!(bench.call::<Poll>().is_err());
        assert_eq!(bench.slept_millis(), []);
    }
}

#[test]
fn retry_after_is_kept_within_five_seconds_of_the_own_delay() {
    for (asked, slept) in
        [("1500", 1_500), ("0", 50), ("10", 50), ("60000", 5_050), ("-5", 50), ("1.5", 50), ("soon", 50)]
    {
        let bench = Bench::new([with(failure(500, "X"), "x-amz-retry-after", asked), success()]);
        bench.call::<Change>().unwrap();
        assert_eq!(bench.slept_millis(), [slept], "{asked}");
    }
}

#[test]
fn retry_after_makes_nothing_retryable() {
    let bench = Bench::new([with(failure(400, "ValidationException"), "x-amz-retry-after", "10")]);
    assert!(bench.call::<Change>().is_err());
    assert_eq!(bench.attempts(), 1);
}

#[test]
fn a_lost_connection_is_retried_for_every_operation_unless_switched_off() {
    let careful =
        |config: crate::config::Builder| config.retry_config(RetryConfig::standard().with_retry_unsafe(false));
    for (kind, again) in [(Closed, false), (ReadTimeout, false), (Connect, true), (ConnectTimeout, true)] {
        let bench = Bench::configured([lost(kind), success()], careful);
        assert_eq!(bench.call::<Change>().is_ok(), again, "{kind:?}");
    }
    let status = Bench::configured([failure(500, "X")], careful);
    assert!(status.call::<Change>().is_err());
    Bench::configured([failure(400, "SlowDown"), success()], careful).call::<Change>().unwrap();
    Bench::configured([lost(Closed), success()], careful).call::<Ask>().unwrap();
    Bench::configured([lost(Closed), success()], careful).call::<ChangeOnce>().unwrap();
}

#[test]
fn a_call_that_takes_too_long_ends_as_a_timeout() {
    let second = Duration::from_secs(1);
    let bench = Bench::slow([failure(500, "X"), failure(500, "X"), failure(500, "X")], second, |config| {
        config.timeout_config(TimeoutConfig::new().operation_timeout(Duration::from_millis(1_500)))
    });
    let error = bench.call::<Change>().unwrap_err();
    assert_eq!(error.to_string(), "Change: time-out: the call took longer than 1.5 s (after 2 attempts)");
}

#[test]
fn an_adaptive_client_waits_for_a_token_before_every_send_once_it_was_throttled() {
    let answers = [failure(400, "SlowDown"), success(), success(), success()];
    let bench = Bench::configured(answers, |config| config.retry_config(RetryConfig::adaptive()));
    bench.call::<Change>().unwrap();
    bench.call::<Change>().unwrap();
    bench.call::<Change>().unwrap();
    let waits = bench.slept_millis();
    assert_eq!(waits.first(), Some(&1_000), "the back-off comes first: {waits:?}");
    assert!(waits.len() > 1, "{waits:?}");
}

#[test]
fn an_adaptive_client_that_was_never_throttled_does_not_wait() {
    let bench = Bench::configured((0..50).map(|_| success()), |config| config.retry_config(RetryConfig::adaptive()));
    for _ in 0..50 {
        bench.call::<Change>().unwrap();
    }
    assert_eq!(bench.slept_millis(), []);
}

#[test]
fn an_answer_whose_checksum_is_wrong_is_retried() {
    // What `success` answers has the checksum 271442091.
    let damaged = || with(success(), "x-amz-crc32", "1");
    let bench = Bench::new([damaged(), with(success(), "x-amz-crc32", "271442091")]);
    assert_eq!(bench.call::<Change>().unwrap(), "done");
    assert_eq!((bench.attempts(), bench.tokens()), (2, 500));

    let bench = Bench::new([damaged(), damaged(), damaged()]);
    let error = bench.call::<Change>().unwrap_err();
    assert_eq!(error.kind(), tinsmith_runtime::sdk_error::FailureKind::Response);
    assert!(error.to_string().contains("x-amz-crc32"), "{error}");
    assert_eq!(bench.attempts(), 3);
}

#[test]
fn an_answer_whose_checksum_is_wrong_may_have_acted() {
    let bench = Bench::configured([with(success(), "x-amz-crc32", "1")], |config| {
        config.retry_config(RetryConfig::standard().with_retry_unsafe(false))
    });
    assert!(bench.call::<Change>().is_err());
    assert_eq!(bench.attempts(), 1);
}
