//! The driver: seeds are mutated and crossed, what a target accepts joins the seeds, and the clock ends it.
//!
//! `TINSMITH_FUZZ_SECONDS` is the time of a target (5), `TINSMITH_SEED` starts another sequence,
//! `TINSMITH_FUZZ_INPUT` names a file that is the only input.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use fastrand::Rng;

/// What a target made of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Refused,
}

/// The longest input that is made, in bytes; a seed may be longer.
const LONGEST: usize = 1 << 16;

/// How many inputs are kept to make others from.
const KEPT: usize = 512;

/// How long one input may take: far more than any does without an error in the complexity of something.
const PATIENCE: Duration = Duration::from_secs(5);

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}: {text:?} is not a number")))
}

/// Runs `target` on mutations of `seeds` with words of `dictionary`; a failure leaves its input as a file.
pub(crate) fn fuzz(name: &str, seeds: &[Vec<u8>], dictionary: &[&[u8]], target: fn(&[u8]) -> Verdict) {
    if let Some(file) = std::env::var_os("TINSMITH_FUZZ_INPUT") {
        target(&std::fs::read(file).unwrap());
        return;
    }
    let seconds = number("TINSMITH_FUZZ_SECONDS").unwrap_or(5);
    let seed = number("TINSMITH_SEED").unwrap_or(20_171_001);
    let mut rng = Rng::with_seed(seed ^ name.bytes().map(u64::from).sum::<u64>());
    let mut corpus = seeds.to_vec();
    let (mut runs, mut accepted) = (0_u64, 0_u64);
    let start = Instant::now();
    for seed in seeds {
        run(name, seed, target);
    }
    while start.elapsed() < Duration::from_secs(seconds) {
        let input = mutated(&mut rng, &corpus, dictionary);
        runs += 1;
        if run(name, &input, target) == Verdict::Accepted {
            accepted += 1;
            if corpus.len() < KEPT {
                corpus.push(input);
            } else {
                // The seeds stay, so that inputs do not drift away from what is meant.
                let at = rng.usize(seeds.len().min(KEPT - 1)..KEPT);
                if let Some(old) = corpus.get_mut(at) {
                    *old = input;
                }
            }
        }
    }
    // Past the capture of output: how much was tried is what a green run has to say.
    writeln!(std::io::stderr(), "{name}: {runs} inputs in {seconds} s, {accepted} accepted, TINSMITH_SEED={seed}")
        .unwrap();
}

fn run(name: &str, input: &[u8], target: fn(&[u8]) -> Verdict) -> Verdict {
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| target(input)));
    let slow = start.elapsed() > PATIENCE;
    if outcome.is_err() || slow {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}.input"));
        std::fs::write(&file, input).unwrap();
        writeln!(std::io::stderr(), "{name}: again: TINSMITH_FUZZ_INPUT={}", file.display()).unwrap();
    }
    let verdict = outcome.unwrap_or_else(|panic| resume_unwind(panic));
    assert!(!slow, "{name}: {} bytes took {:?}", input.len(), start.elapsed());
    verdict
}

/// A seed with one to eight changes.
fn mutated(rng: &mut Rng, corpus: &[Vec<u8>], dictionary: &[&[u8]]) -> Vec<u8> {
    let mut bytes = rng.choice(corpus).cloned().unwrap_or_default();
    for _ in 0..=rng.usize(0..8) {
        let at = rng.usize(0..=bytes.len());
        let end = rng.usize(at..=bytes.len().min(at + 64));
        match rng.u8(0..8) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << rng.u8(0..8);
                }
            }
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = rng.u8(..);
                }
            }
            2 => bytes.insert(at, rng.u8(..)),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = rng.usize(0..=bytes.len());
                bytes.splice(to..to, piece);
            }
            5 | 6 => {
                let word = rng.choice(dictionary).copied().unwrap_or_default();
                let end = if rng.bool() { at } else { end };
                bytes.splice(at..end, word.iter().copied());
            }
            _ => {
                let other = rng.choice(corpus).map(Vec::as_slice).unwrap_or_default();
                let from = rng.usize(0..=other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}
