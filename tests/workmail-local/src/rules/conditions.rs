//! What the rules for access, for mobile devices and for impersonation have in common: conditions, and which rule wins.

/// Whether one of the values of a condition is meant, or there are none.
pub(super) fn holds<T>(values: Option<&[T]>, is_meant: impl Fn(&T) -> bool) -> bool {
    values.is_none_or(|values| values.is_empty() || values.iter().any(is_meant))
}

/// Whether none of the values of a condition is meant.
pub(super) fn holds_not<T>(values: Option<&[T]>, is_meant: impl Fn(&T) -> bool) -> bool {
    values.is_none_or(|values| !values.iter().any(is_meant))
}

/// The effect of rules, and those that have it: one that denies is stronger than one that allows, and what no rule allows is
/// denied. `matching` gives the rules of an effect whose conditions hold.
pub(super) fn effect<E: Clone, R>([deny, allow]: [E; 2], matching: impl Fn(E) -> Vec<R>) -> (E, Vec<R>) {
    let denying = matching(deny.clone());
    if !denying.is_empty() {
        return (deny, denying);
    }
    let allowing = matching(allow.clone());
    if allowing.is_empty() { (deny, denying) } else { (allow, allowing) }
}

#[cfg(test)]
mod tests {
    use super::{effect, holds, holds_not};

    #[test]
    fn a_condition_without_values_holds() {
        assert!(holds::<u8>(None, |_| false) && holds::<u8>(Some(&[]), |_| false));
        assert!(holds_not::<u8>(None, |_| true) && holds_not::<u8>(Some(&[]), |_| true));
    }

    #[test]
    fn denying_is_stronger_than_allowing_and_nothing_denies_too() {
        let of = |denying: &[u8], allowing: &[u8]| {
            effect(["deny", "allow"], |effect| if effect == "deny" { denying.to_vec() } else { allowing.to_vec() })
        };
        assert_eq!(of(&[1], &[2]), ("deny", vec![1]));
        assert_eq!(of(&[], &[2]), ("allow", vec![2]));
        assert_eq!(of(&[], &[]), ("deny", vec![]));
    }
}
