//! For tests of programs that call: time that passes when it is waited for, and no sooner.

mod clock;

pub use clock::SimulatedClock;
