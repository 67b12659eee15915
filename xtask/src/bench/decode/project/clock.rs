//! Takes turns: each round asks every contender for a few decodes, so that what slows the machine slows all alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 600;
/// Decodes of one contender in a row.
const BATCH: u32 = 10;

/// What is ours is to take at most this part of what sonic-rs takes.
const GOAL: f64 = 0.9;

/// One decoder, or what it is compared with. Gives the time that one decode took, without that of freeing its result.
pub struct Contender<'a> {
    name: &'static str,
    run: Box<dyn FnMut() -> Duration + 'a>,
}

/// A contender that makes a value of nothing but what it borrows.
pub fn contender<'a, T>(name: &'static str, make: impl Fn() -> T + 'a) -> Contender<'a> {
    contender_with(name, || (), move |()| make())
}

/// A contender that needs something anew for each decode, which is not counted.
pub fn contender_with<'a, P, T>(
    name: &'static str,
    prepare: impl Fn() -> P + 'a,
    make: impl Fn(P) -> T + 'a,
) -> Contender<'a> {
    let run = move || {
        let prepared = black_box(prepare());
        let start = Instant::now();
        let made = make(prepared);
        let time = start.elapsed();
        drop(black_box(made));
        time
    };
    Contender { name, run: Box::new(run) }
}

/// Measures all of them and prints a line for each. The first is ours, the second is the one to beat.
pub fn compare(title: &str, bytes: usize, mut contenders: Vec<Contender<'_>>) {
    let mut times = vec![Vec::with_capacity(ROUNDS); contenders.len()];
    for round in 0..ROUNDS + ROUNDS / 10 {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let time = (0..BATCH).map(|_| (contender.run)()).sum::<Duration>() / BATCH;
            // The first rounds warm up.
            if round >= ROUNDS / 10 {
                times.push(time);
            }
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    println!("\n{title}, {bytes} bytes: median of {ROUNDS} rounds of {BATCH}, taking turns");
    println!("{:<22} {:>9} {:>8} {:>14}", "", "µs", "GB/s", "ours to theirs");
    for (contender, time) in contenders.iter().zip(&medians) {
        let ratio = medians[0] / time;
        println!("{:<22} {:>9.2} {:>8.2} {ratio:>14.2}", contender.name, time / 1e3, bytes as f64 / time);
    }
    let ratio = medians[0] / medians[1];
    let reached = if ratio <= GOAL { "reached" } else { "missed" };
    println!("{} : {} = {ratio:.2} (goal {GOAL:.2}: {reached})", contenders[0].name, contenders[1].name);
}

/// In nanoseconds.
fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_nanos() as f64
}
