//! What the service answers, the same for both sides.

/// A page of so many users.
pub fn users(count: usize) -> String {
    let users: Vec<String> = (0..count)
        .map(|number| {
            format!(
                r#"{{"Id":"00000000-1111-2222-3333-{number:012}","Email":"user{number}@example.com","Name":"user{number}","DisplayName":"User Number {number}","State":"ENABLED","UserRole":"USER","EnabledDate":1730246400.{number:03},"IdentityProviderUserId":"{number:08}-aaaa-bbbb-cccc-dddddddddddd"}}"#
            )
        })
        .collect();
    format!(r#"{{"Users":[{}],"NextToken":"more"}}"#, users.join(","))
}

/// The most memory that the process has had, in kB (proc(5)); 0 where the system does not tell.
#[allow(dead_code)]
pub fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or(0)
}

/// Nanoseconds a call, the least of five rounds.
#[allow(dead_code)]
pub fn least(mut round: impl FnMut(u32)) -> u128 {
    round(500);
    let calls = 4_000;
    (0..5)
        .map(|_| {
            let start = std::time::Instant::now();
            round(calls);
            start.elapsed().as_nanos() / u128::from(calls)
        })
        .min()
        .unwrap_or(0)
}
