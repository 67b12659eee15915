//! Tells apart wire names that come out as the same Rust name, by one rule that does not depend on their order.
//!
//! In byte order of the wire ids, the first keeps the plain name; each later one takes the first number from 2 on that
//! gives a name nobody has or would have had on its own. So a model that grows keeps its names unless the newcomer
//! sorts first, and then the report says who is who.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::Ident;
use super::{MemberNames, VariantNames, member_names, union_variant_names};

/// How many others a participant knows: enough to name them all in any honest model, and a bound for one in which ten
/// thousand names coincide.
pub const MAX_OTHERS: usize = 16;

/// What kind of name is told apart: decides how a number is added, and what counts as the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Types and variants: `Name2`; after a digit `Name1_2`, since `Name12` would read as another name.
    Type,
    /// Fields and functions: `name_2`.
    Function,
    /// Modules, which are files: `name_2`; names that differ only in case are the same, as on many file systems.
    Module,
}

/// The names one wire name ends up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved<N = Ident> {
    /// What generated code uses.
    pub name: N,
    /// Where names clashed: the positions, in the slice given, of the others that took part, in byte order of their
    /// wire ids, at most [`MAX_OTHERS`] of them. Also set for the one that kept the plain name.
    pub clash: Option<Vec<usize>>,
    /// Whether `name` differs from the plain name because of that clash.
    pub renamed: bool,
}

/// Tells apart `(wire id, plain Rust name)` pairs that share a scope. The answer is in the order given.
pub fn tell_apart(kind: Kind, names: &[(&str, Ident)]) -> Vec<Resolved> {
    let items: Vec<Item<'_, Ident>> =
        names.iter().map(|(wire_id, plain)| Item { wire_id, plain: plain.clone() }).collect();
    resolve(&items, |name| BTreeSet::from([key(kind, name)]), |plain, number| numbered(kind, plain, number))
}

/// Tells apart the members of one structure, given as `(wire id, member name)`: no field, setter or getter of one has
/// the name of any of another's, which `x` and `set_x` would.
pub fn tell_apart_members(members: &[(&str, &str)]) -> Vec<Resolved<MemberNames>> {
    let items: Vec<Item<'_, MemberNames>> =
        members.iter().map(|(wire_id, member)| Item { wire_id, plain: member_names(member) }).collect();
    let renumber = |plain: &MemberNames, number| MemberNames {
        field: numbered(Kind::Function, &plain.field, number),
        setter: numbered(Kind::Function, &plain.setter, number),
        getter: numbered(Kind::Function, &plain.getter, number),
    };
    resolve(&items, |names| texts([&names.field, &names.setter, &names.getter]), renumber)
}

/// Tells apart the members of one union, given as `(wire id, member name)`: neither variants nor accessors coincide.
pub fn tell_apart_union_members(members: &[(&str, &str)]) -> Vec<Resolved<VariantNames>> {
    let items: Vec<Item<'_, VariantNames>> =
        members.iter().map(|(wire_id, member)| Item { wire_id, plain: union_variant_names(member) }).collect();
    let renumber = |plain: &VariantNames, number| VariantNames {
        variant: numbered(Kind::Type, &plain.variant, number),
        as_fn: numbered(Kind::Function, &plain.as_fn, number),
        is_fn: numbered(Kind::Function, &plain.is_fn, number),
    };
    resolve(&items, |names| texts([&names.variant, &names.as_fn, &names.is_fn]), renumber)
}

struct Item<'a, N> {
    wire_id: &'a str,
    plain: N,
}

fn key(kind: Kind, name: &Ident) -> String {
    match kind {
        Kind::Type | Kind::Function => name.text().to_owned(),
        Kind::Module => name.text().to_ascii_lowercase(),
    }
}

fn texts(idents: [&Ident; 3]) -> BTreeSet<String> {
    idents.into_iter().map(|ident| ident.text().to_owned()).collect()
}

/// `plain` with a number behind it, in the way of its kind.
fn numbered(kind: Kind, plain: &Ident, number: usize) -> Ident {
    // `Name_2` is no type name to the compiler, nor is `name__2` a function's.
    let text = plain.text().trim_end_matches('_');
    let between = match kind {
        Kind::Type if !text.ends_with(|c: char| c.is_ascii_digit()) => "",
        Kind::Type | Kind::Function | Kind::Module => "_",
    };
    Ident::nearest(&format!("{text}{between}{number}"))
}

/// The rule itself. `claims` gives every text that a name occupies in the scope; two names clash where these meet.
fn resolve<N: Clone + PartialEq>(
    items: &[Item<'_, N>],
    claims: impl Fn(&N) -> BTreeSet<String>,
    renumber: impl Fn(&N, usize) -> N,
) -> Vec<Resolved<N>> {
    let plain_claims: Vec<BTreeSet<String>> = items.iter().map(|item| claims(&item.plain)).collect();
    let mut in_order: Vec<(usize, &Item<'_, N>, &BTreeSet<String>)> =
        items.iter().zip(&plain_claims).enumerate().map(|(at, (item, claims))| (at, item, claims)).collect();
    in_order.sort_by(|(_, a, a_claims), (_, b, b_claims)| (a.wire_id, *a_claims).cmp(&(b.wire_id, *b_claims)));
    let mut claimants: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (rank, (_, _, claims)) in in_order.iter().enumerate() {
        for claim in *claims {
            claimants.entry(claim).or_default().push(rank);
        }
    }

    let mut taken: BTreeSet<String> = plain_claims.iter().flatten().cloned().collect();
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    // Where the search for a free number starts, so that a thousand equal names do not take a million attempts.
    let mut next_number: BTreeMap<&BTreeSet<String>, usize> = BTreeMap::new();
    let mut resolved: BTreeMap<usize, Resolved<N>> = BTreeMap::new();
    for (rank, (at, item, own)) in in_order.iter().enumerate() {
        let clash = others(rank, own, &claimants)
            .map(|ranks| ranks.iter().filter_map(|rank| in_order.get(*rank)).map(|(at, _, _)| *at).collect());
        let name = if own.iter().any(|claim| kept.contains(claim.as_str())) {
            let start = next_number.entry(own).or_insert(2);
            #[expect(clippy::maybe_infinite_iter, reason = "the names that are taken end before the numbers do")]
            let free = (*start..)
                .map(|number| (number, renumber(&item.plain, number)))
                .find(|(_, name)| claims(name).is_disjoint(&taken));
            let (number, name) = free.unwrap_or_else(|| (*start, item.plain.clone()));
            *start = number;
            taken.extend(claims(&name));
            name
        } else {
            kept.extend(own.iter().map(String::as_str));
            item.plain.clone()
        };
        let renamed = name != item.plain;
        resolved.insert(*at, Resolved { name, clash, renamed });
    }
    resolved.into_values().collect()
}

/// The first [`MAX_OTHERS`] that claim one of `own` besides `rank` itself, all by their place in byte order of wire ids.
fn others(rank: usize, own: &BTreeSet<String>, claimants: &BTreeMap<&str, Vec<usize>>) -> Option<Vec<usize>> {
    let with: BTreeSet<usize> = own
        .iter()
        .filter_map(|claim| claimants.get(claim.as_str()))
        .flat_map(|ranks| ranks.iter().copied().filter(|other| *other != rank).take(MAX_OTHERS))
        .collect();
    (!with.is_empty()).then(|| with.into_iter().take(MAX_OTHERS).collect())
}

#[cfg(test)]
mod tests {
    use super::{Ident, Kind, Resolved, tell_apart, tell_apart_members, tell_apart_union_members};

    fn told_apart(kind: Kind, names: &[(&str, &str)]) -> Vec<Resolved> {
        let names: Vec<(&str, Ident)> = names.iter().map(|(id, name)| (*id, Ident::new(name).unwrap())).collect();
        tell_apart(kind, &names)
    }

    fn printed(resolved: &[Resolved]) -> Vec<String> {
        resolved.iter().map(|r| r.name.to_string()).collect()
    }

    #[test]
    fn names_that_differ_stay() {
        let got = told_apart(Kind::Type, &[("ns#B", "B"), ("ns#A", "A")]);
        assert_eq!(printed(&got), ["B", "A"]);
        assert!(got.iter().all(|r| r.clash.is_none() && !r.renamed));
    }

    #[test]
    fn first_in_byte_order_keeps_the_name_and_all_know_each_other() {
        let got = told_apart(Kind::Type, &[("ns#foo", "Foo"), ("ns#FOO", "Foo"), ("ns#Foo", "Foo"), ("ns#Bar", "Bar")]);
        assert_eq!(printed(&got), ["Foo3", "Foo", "Foo2", "Bar"]);
        let clashes: Vec<_> = got.iter().map(|r| r.clash.clone()).collect();
        assert_eq!(clashes, [Some(vec![1, 2]), Some(vec![2, 0]), Some(vec![1, 0]), None]);
        assert_eq!(got.iter().map(|r| r.renamed).collect::<Vec<_>>(), [true, false, true, false]);
    }

    #[test]
    fn the_order_given_does_not_matter() {
        let names = [("d", "x"), ("c", "x"), ("b", "x_2"), ("a", "x"), ("e", "x_3"), ("f", "y")];
        let mut expected: Vec<_> =
            names.iter().map(|n| n.0).zip(printed(&told_apart(Kind::Function, &names))).collect();
        expected.sort();
        for turn in 0..names.len() {
            let mut turned = names;
            turned.rotate_left(turn);
            turned.reverse();
            let mut got: Vec<_> =
                turned.iter().map(|n| n.0).zip(printed(&told_apart(Kind::Function, &turned))).collect();
            got.sort();
            assert_eq!(got, expected);
        }
        let text: Vec<_> = expected.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(text, ["x", "x_2", "x_4", "x_5", "x_3", "y"]);
    }

    #[test]
    fn each_kind_has_its_suffix() {
        assert_eq!(printed(&told_apart(Kind::Type, &[("a", "Rsa1"), ("b", "Rsa1")])), ["Rsa1", "Rsa1_2"]);
        assert_eq!(printed(&told_apart(Kind::Function, &[("a", "type"), ("b", "type")])), ["r#type", "type_2"]);
        assert_eq!(printed(&told_apart(Kind::Module, &[("a", "Key"), ("b", "key")])), ["Key", "key_2"]);
        assert_eq!(printed(&told_apart(Kind::Type, &[("a", "Key"), ("b", "KEY")])), ["Key", "KEY"]);
    }

    #[test]
    fn the_same_wire_id_twice_still_gets_two_names() {
        assert_eq!(printed(&told_apart(Kind::Type, &[("a", "A"), ("a", "A")])), ["A", "A2"]);
    }

    #[test]
    fn a_member_does_not_take_the_setter_of_another() {
        let got =
            tell_apart_members(&[("s$Key", "Key"), ("s$SetKey", "SetKey"), ("s$key", "key"), ("s$other", "other")]);
        let fields: Vec<_> = got.iter().map(|r| r.name.field.to_string()).collect();
        assert_eq!(fields, ["key", "set_key_2", "key_3", "other"]);
        let last = got.get(2).unwrap();
        assert_eq!((last.name.setter.text(), last.name.getter.text()), ("set_key_3", "get_key_3"));
        assert_eq!(last.clash, Some(vec![0, 1]));
    }

    #[test]
    fn union_members_differ_in_variants_and_accessors() {
        let got = tell_apart_union_members(&[("u$S3Key", "S3Key"), ("u$s3key", "s3key"), ("u$S3_KEY", "S3_KEY")]);
        let names: Vec<_> =
            got.iter().map(|r| format!("{} {} {}", r.name.variant, r.name.as_fn, r.name.is_fn)).collect();
        assert_eq!(
            names,
            ["S3Key as_s3_key is_s3_key", "S3key3 as_s3_key_3 is_s3_key_3", "S3Key2 as_s3_key_2 is_s3_key_2"]
        );
    }

    #[test]
    fn many_of_the_same_are_quick_and_distinct() {
        let ids: Vec<String> = (0..2000).map(|n| format!("ns#{n}")).collect();
        let names: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "Same")).collect();
        let mut got = printed(&told_apart(Kind::Type, &names));
        got.sort();
        got.dedup();
        assert_eq!(got.len(), 2000);
    }
}
