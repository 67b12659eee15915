//! When a provider is asked, by whom, and what callers get meanwhile.

use core::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::testing::SimulatedClock;

/// When the simulated clock starts.
const START: SystemTime = SystemTime::UNIX_EPOCH;
const HOUR: Duration = Duration::from_secs(3_600);

/// A provider that counts how often it is asked. Its n-th credentials have the key `n`, and expire an hour later.
#[derive(Clone, Debug)]
struct Counting {
    clock: SimulatedClock,
    asked: Arc<AtomicUsize>,
    /// From this one on it fails.
    fails_from: usize,
    /// Whether its credentials outlive their expiry.
    outlives: bool,
}

impl Counting {
    fn new(clock: &SimulatedClock) -> Self {
        Self { clock: clock.clone(), asked: Arc::default(), fails_from: usize::MAX, outlives: false }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn answer(&self) -> Result<Credentials, CredentialsError> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        if number >= self.fails_from {
            return Err(CredentialsError::new(format!("failure {number}")));
        }
        let expiry = self.clock.now().date + HOUR;
        Ok(Credentials::new(number.to_string(), "secret", None, Some(expiry), "a test"))
    }
}

impl ProvideCredentials for Counting {
    fn provide_credentials(&self) -> Fetch {
        Fetch::Ready(self.answer())
    }

    fn outlives_expiry(&self) -> bool {
        self.outlives
    }
}

fn cache<C: Clock + Clone>(clock: &C, provider: impl ProvideCredentials) -> IdentityCache {
    let provider = SharedCredentialsProvider::new(provider);
    IdentityCache::new(provider, Arc::new(clock.clone()), HttpSettings::new(), Arc::new(|| 0.5))
}

fn key(got: Result<Credentials, CredentialsError>) -> String {
    got.unwrap().access_key_id().to_owned()
}

fn refusal(got: Result<Credentials, CredentialsError>) -> String {
    let error = got.unwrap_err().to_string();
    assert!(!error.contains('\n'), "{error}");
    error
}

#[cfg(feature = "async")]
mod asynchronous {
    use super::*;
    use crate::credentials::from_async_fn;

    /// Runs a test on one thread, so that what runs in the background runs where the test yields.
    fn run<F: Future>(test: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(test)
    }

    #[test]
    fn credentials_are_asked_for_once_while_they_count() {
        let clock = SimulatedClock::at(START);
        let provider = Counting::new(&clock);
        let cache = cache(&clock, provider.clone());
        run(async {
            assert!(cache.at_hand().is_none());
            assert_eq!(key(cache.get(None).await), "1");
            clock.advance(HOUR.saturating_sub(RENEW_BEFORE + Duration::from_secs(1)));
            assert_eq!(key(cache.get(None).await), "1");
            assert!(cache.at_hand().is_some());
        });
        assert_eq!(provider.asked(), 1);
    }

    #[test]
    fn soon_to_expire_they_are_renewed_in_the_background_and_once() {
        let clock = SimulatedClock::at(START);
        let provider = Counting::new(&clock);
        let cache = cache(&clock, provider.clone());
        run(async {
            assert_eq!(key(cache.get(None).await), "1");
            clock.advance(HOUR.saturating_sub(RENEW_BEFORE));
            assert!(cache.at_hand().is_none(), "somebody has to renew them");
            assert_eq!((key(cache.get(None).await), key(cache.get(None).await)), ("1".to_owned(), "1".to_owned()));
            assert_eq!(provider.asked(), 1, "nobody waits for the renewal");
            tokio::task::yield_now().await;
            assert_eq!(provider.asked(), 2, "one renewal for two callers");
            assert_eq!(key(cache.get(None).await), "2");
        });
    }

    #[test]
    fn credentials_that_outlive_their_expiry_go_on_while_no_new_ones_can_be_had() {
        let clock = SimulatedClock::at(START);
        let provider = Counting { fails_from: 2, outlives: true, ..Counting::new(&clock) };
        let cache = cache(&clock, provider.clone());
        run(async {
            assert_eq!(key(cache.get(None).await), "1");
            clock.advance(HOUR * 2);
            assert_eq!(key(cache.get(None).await), "1", "whoever comes first waits for the answer");
            assert_eq!(provider.asked(), 2);
            // Until 12 minutes and half of the jitter are over nobody asks; then one does, in the background.
            let again = EXTENDED_FOR + EXTENSION_JITTER / 2;
            for asked in 3..6 {
                clock.advance(again.saturating_sub(Duration::from_secs(1)));
                assert!(cache.at_hand().is_some());
                assert_eq!(key(cache.get(None).await), "1");
                tokio::task::yield_now().await;
                assert_eq!(provider.asked(), asked - 1);
                clock.advance(Duration::from_secs(1));
                assert!(cache.at_hand().is_none(), "somebody has to ask");
                assert_eq!((key(cache.get(None).await), key(cache.get(None).await)), ("1".to_owned(), "1".to_owned()));
                tokio::task::yield_now().await;
                assert_eq!(provider.asked(), asked);
            }
        });
    }

    #[test]
    fn new_credentials_end_the_time_of_those_that_outlived_their_expiry() {
        let clock = SimulatedClock::at(START);
        let provider = Counting { fails_from: 2, outlives: true, ..Counting::new(&clock) };
        let cache = cache(&clock, provider.clone());
        run(async {
            assert_eq!(key(cache.get(None).await), "1");
            clock.advance(HOUR);
            assert_eq!(key(cache.get(None).await), "1");
        });
        // The same credentials with a provider that answers again.
        let works = IdentityCache::new(
            SharedCredentialsProvider::new(Counting { fails_from: usize::MAX, ..provider }),
            Arc::new(clock.clone()),
            HttpSettings::new(),
            Arc::new(|| 0.0),
        );
        *works.shared.state() = core::mem::take(&mut *cache.shared.state());
        run(async {
            clock.advance(EXTENDED_FOR + EXTENSION_JITTER);
            assert_eq!(key(works.get(None).await), "1");
            tokio::task::yield_now().await;
            assert_eq!(key(works.get(None).await), "3");
            clock.advance(HOUR.saturating_sub(RENEW_BEFORE + Duration::from_secs(1)));
            assert_eq!(key(works.get(None).await), "3", "and count for their own time");
        });
    }

    #[test]
    fn a_provider_whose_credentials_outlive_their_expiry_may_give_expired_ones() {
        let clock = SimulatedClock::at(START);
        let expired = Credentials::new("old", "secret", None, Some(START), "a test");
        for (outlives, gives) in [(true, true), (false, false)] {
            let cache = cache(&clock, Given { credentials: expired.clone(), outlives });
            assert_eq!(run(cache.get(None)).is_ok(), gives);
        }
    }

    /// A provider that gives these.
    #[derive(Debug)]
    struct Given {
        credentials: Credentials,
        outlives: bool,
    }

    impl ProvideCredentials for Given {
        fn provide_credentials(&self) -> Fetch {
            Fetch::Ready(Ok(self.credentials.clone()))
        }

        fn outlives_expiry(&self) -> bool {
            self.outlives
        }
    }

    #[test]
    fn a_renewal_that_fails_is_tried_again_after_a_while_and_nobody_is_told_before_they_expire() {
        let clock = SimulatedClock::at(START);
        let provider = Counting { fails_from: 2, ..Counting::new(&clock) };
        let cache = cache(&clock, provider.clone());
        run(async {
            assert_eq!(key(cache.get(None).await), "1");
            clock.advance(HOUR.saturating_sub(RENEW_BEFORE));
            for (wait, asked) in [(Duration::ZERO, 2), (RENEW_AGAIN_AFTER / 2, 2), (RENEW_AGAIN_AFTER / 2, 3)] {
                clock.advance(wait);
                assert_eq!(key(cache.get(None).await), "1");
                tokio::task::yield_now().await;
                assert_eq!(provider.asked(), asked);
            }
            clock.advance(RENEW_BEFORE);
            assert_eq!(refusal(cache.get(None).await), "failure 4");
        });
    }

    #[test]
    fn just_before_they_expire_callers_wait_for_new_ones() {
        let clock = SimulatedClock::at(START);
        let provider = Counting::new(&clock);
        let cache = cache(&clock, provider.clone());
        run(async {
            assert_eq!(key(cache.get(None).await), "1");
            clock.advance(HOUR.saturating_sub(EXPIRES_BEFORE));
            assert_eq!(key(cache.get(None).await), "2");
        });
    }

    /// A clock on which no wait ends: a provider has all the time that it takes.
    #[derive(Clone, Debug)]
    struct Patient(SimulatedClock);

    impl Clock for Patient {
        fn now(&self) -> Moment {
            self.0.now()
        }

        fn sleep(&self, _: Duration) -> crate::BoxFuture<'static, ()> {
            Box::pin(core::future::pending())
        }

        #[cfg(feature = "blocking")]
        fn block(&self, _: Duration) {}
    }

    #[test]
    fn callers_at_once_share_one_question() {
        let clock = SimulatedClock::at(START);
        let counting = Counting::new(&clock);
        let provider = counting.clone();
        let provider = from_async_fn(move || {
            let provider = provider.clone();
            async move {
                tokio::task::yield_now().await;
                provider.answer()
            }
        });
        let cache = cache(&Patient(clock), provider);
        run(async {
            let ask = |cache: IdentityCache| tokio::spawn(async move { key(cache.get(None).await) });
            let calls: Vec<_> = (0..5).map(|_| ask(cache.clone())).collect();
            for call in calls {
                assert_eq!(call.await.unwrap(), "1");
            }
        });
        assert_eq!(counting.asked(), 1);
    }

    #[test]
    fn a_caller_that_gives_up_leaves_the_next_one_to_ask() {
        let clock = SimulatedClock::at(START);
        let counting = Counting::new(&clock);
        let provider = counting.clone();
        let provider = from_async_fn(move || {
            let answer = provider.answer();
            async move {
                if answer.as_ref().is_ok_and(|credentials| credentials.access_key_id() == "1") {
                    core::future::pending::<()>().await;
                }
                answer
            }
        });
        let cache = cache(&Patient(clock), provider);
        run(async {
            let mut first = Box::pin(cache.get(None));
            core::future::poll_fn(|context| {
                assert!(first.as_mut().poll(context).is_pending());
                core::task::Poll::Ready(())
            })
            .await;
            drop(first);
            assert_eq!(key(cache.get(None).await), "2");
        });
    }

    #[test]
    fn a_provider_that_takes_too_long_is_given_up() {
        let clock = SimulatedClock::at(START);
        let cache = cache(&clock, from_async_fn(core::future::pending));
        let error = refusal(run(cache.get(None)));
        assert_eq!(error, "the provider of credentials (FromAsyncFn) gave none within 5 s");
        assert_eq!(clock.slept(), [Duration::from_secs(5)]);
    }

    #[test]
    fn a_provider_may_ask_for_more_time() {
        #[derive(Debug)]
        struct Slow;

        impl ProvideCredentials for Slow {
            fn provide_credentials(&self) -> Fetch {
                Fetch::Future(Box::pin(core::future::pending()))
            }

            fn load_timeout(&self) -> Duration {
                Duration::from_secs(61)
            }
        }

        let clock = SimulatedClock::at(START);
        let cache = cache(&clock, Slow);
        assert_eq!(refusal(run(cache.get(None))), "the provider of credentials (Slow) gave none within 61 s");
        assert_eq!(clock.slept(), [Duration::from_secs(61)]);
    }

    #[test]
    fn expired_credentials_are_not_kept() {
        let clock = SimulatedClock::at(START + HOUR);
        let cache = cache(&clock, Credentials::new("old", "secret", None, Some(START), "profile"));
        let error = refusal(run(cache.get(None)));
        assert!(error.contains("that profile gives have expired; renew them there"), "{error}");
        assert!(cache.at_hand().is_none());
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use std::sync::mpsc;

    use super::*;
    use crate::credentials::from_fn;

    #[test]
    fn credentials_are_asked_for_once_while_they_count() {
        let clock = SimulatedClock::at(START);
        let provider = Counting::new(&clock);
        let cache = cache(&clock, provider.clone());
        assert_eq!((key(cache.get_blocking(None)), key(cache.get_blocking(None))), ("1".to_owned(), "1".to_owned()));
        clock.advance(HOUR.saturating_sub(EXPIRES_BEFORE));
        assert_eq!(key(cache.get_blocking(None)), "2");
        assert_eq!(provider.asked(), 2);
    }

    #[test]
    fn soon_to_expire_they_are_renewed_in_the_background() {
        let clock = SimulatedClock::at(START);
        let counting = Counting::new(&clock);
        let (go, gate) = mpsc::channel();
        let (renewed, renewal) = mpsc::channel();
        let gate = Arc::new(Mutex::new(gate));
        let provider = counting.clone();
        let provider = from_fn(move || {
            gate.lock().unwrap().recv().unwrap();
            let got = provider.answer();
            let _ = renewed.send(());
            got
        });
        let cache = cache(&clock, provider);
        go.send(()).unwrap();
        assert_eq!(key(cache.get_blocking(None)), "1");
        renewal.recv().unwrap();
        clock.advance(HOUR.saturating_sub(RENEW_BEFORE));
        assert_eq!((key(cache.get_blocking(None)), key(cache.get_blocking(None))), ("1".to_owned(), "1".to_owned()));
        go.send(()).unwrap();
        renewal.recv().unwrap();
        assert_eq!(counting.asked(), 2, "one renewal for two callers");
    }

    #[test]
    fn callers_at_once_share_one_question() {
        const CALLERS: usize = 4;
        let clock = SimulatedClock::at(START);
        let counting = Counting::new(&clock);
        let provider = counting.clone();
        let (ready, all_ready) = mpsc::channel();
        let all_ready = Arc::new(Mutex::new(all_ready));
        let cache = cache(
            &clock,
            from_fn(move || {
                // Not before everybody is about to ask.
                let all_ready = all_ready.lock().unwrap();
                for _ in 0..CALLERS {
                    all_ready.recv().unwrap();
                }
                provider.answer()
            }),
        );
        std::thread::scope(|scope| {
            for _ in 0..CALLERS {
                let (ready, cache) = (ready.clone(), cache.clone());
                scope.spawn(move || {
                    ready.send(()).unwrap();
                    assert_eq!(key(cache.get_blocking(None)), "1");
                });
            }
        });
        assert_eq!(counting.asked(), 1);
    }

    #[test]
    fn a_provider_that_takes_too_long_is_given_up() {
        let clock = SimulatedClock::at(START);
        let (_held, never) = mpsc::channel::<()>();
        let never = Arc::new(Mutex::new(never));
        let provider = from_fn(move || {
            let _ = never.lock().map(|never| never.recv());
            Err(CredentialsError::new("nobody hears this"))
        });
        let longest = Duration::from_millis(20);
        let cache = IdentityCache::within(
            SharedCredentialsProvider::new(provider),
            Arc::new(clock),
            HttpSettings::new(),
            Arc::new(|| 0.5),
            longest,
        );
        assert_eq!(refusal(cache.get_blocking(None)), "the provider of credentials (FromFn) gave none within 0.02 s");
    }

    #[test]
    fn an_async_provider_is_refused_with_a_way_out() {
        #[derive(Debug)]
        struct Asynchronous;
        impl ProvideCredentials for Asynchronous {
            fn provide_credentials(&self) -> Fetch {
                Fetch::Future(Box::pin(core::future::pending()))
            }
        }
        let error = refusal(cache(&SimulatedClock::at(START), Asynchronous).get_blocking(None));
        assert!(error.contains("credentials::from_fn"), "{error}");
    }
}
