//! Wall and CPU time of commands.

use std::fmt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;

/// What a run cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cost {
    /// From start to end.
    pub(super) wall: Duration,
    /// User and system time of the process and of all that it waited for; `None` where the system does not tell.
    pub(super) cpu: Option<Duration>,
}

impl Cost {
    /// CPU time, or wall time where there is none.
    pub(super) fn best(self) -> Duration {
        self.cpu.unwrap_or(self.wall)
    }

    /// One of `runs` equal parts.
    fn part(self, runs: u32) -> Self {
        Self { wall: self.wall / runs.max(1), cpu: self.cpu.map(|cpu| cpu / runs.max(1)) }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} s wall", self.wall.as_secs_f64())?;
        self.cpu.map_or(Ok(()), |cpu| write!(f, ", {:.2} s CPU", cpu.as_secs_f64()))
    }
}

/// Whether [`Cost::cpu`] is known here.
pub(super) fn has_cpu_time() -> bool {
    children_cpu().is_some()
}

/// The cost of what `work` runs and waits for. Nothing else may be waited for meanwhile.
pub(super) fn cost_of(work: impl FnOnce() -> Result<(), Failure>) -> Result<Cost, Failure> {
    let before = children_cpu();
    let start = Instant::now();
    work()?;
    let wall = start.elapsed();
    let cpu = before.zip(children_cpu()).map(|(before, after)| after.saturating_sub(before));
    Ok(Cost { wall, cpu })
}

/// The median of `batches`, each of `runs` runs and counted as one of them: CPU time comes in hundredths of a second,
/// which is too coarse for one short run.
pub(super) fn median(
    batches: usize,
    runs: u32,
    mut work: impl FnMut() -> Result<(), Failure>,
) -> Result<Cost, Failure> {
    let mut costs = Vec::with_capacity(batches);
    for _ in 0..batches {
        costs.push(cost_of(|| (0..runs).try_for_each(|_| work()))?.part(runs));
    }
    costs.sort_by_key(|cost| cost.best());
    costs.get(costs.len() / 2).copied().ok_or_else(|| Failure::Run("nothing was measured".to_owned()))
}

/// Runs a command to its end with its output thrown away, unless it fails.
pub(super) fn quietly(command: &mut Command) -> Result<(), Failure> {
    let told = format!("{command:?}");
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::Run(format!("{told}: {error}\n  is it installed?")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::Run(format!("{told}: {}\n{}", output.status, said.trim_end())))
}

/// What all children that were waited for have used, with theirs: fields 16 and 17 of `/proc/self/stat` (proc(5)),
/// in ticks of which Linux counts 100 a second in what it tells to programs.
fn children_cpu() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    ticks(&stat).map(|ticks| Duration::from_millis(ticks * 10))
}

/// The name in the second field may hold anything, so fields are counted from its closing bracket: the third is next.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace().skip(16 - 3);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_of_children_are_found_behind_any_name() {
        let stat = "7 (a) b (c) R 1 7 7 0 -1 4194304 101 0 1 0 11 12 13 14 20 0 1 0 499294";
        assert_eq!(ticks(stat), Some(27));
        assert_eq!(ticks("7 (short) R 1"), None);
        assert_eq!(ticks(""), None);
    }

    #[test]
    fn the_median_is_that_of_the_batches() {
        let mut runs = 0;
        let Ok(cost) = median(3, 2, || {
            runs += 1;
            Ok(())
        }) else {
            panic!("nothing can fail")
        };
        assert_eq!(runs, 6);
        assert!(cost.wall < Duration::from_secs(1));
    }
}
