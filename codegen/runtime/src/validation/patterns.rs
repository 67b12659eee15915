//! Patterns, compiled when they are first asked for.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use regex::Regex;

use super::rules::Pattern;

/// Compiled patterns, each once, however many members have it. Matching takes time in proportion to the text, whatever
/// the pattern.
#[derive(Debug, Default)]
pub struct Patterns {
    compiled: RwLock<HashMap<&'static str, Arc<Compiled>>>,
}

#[derive(Debug)]
struct Compiled {
    all: Vec<Regex>,
    none: Vec<Regex>,
}

impl Patterns {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a text is what the pattern says.
    pub(super) fn is_match(&self, pattern: &Pattern, text: &str) -> bool {
        let Compiled { all, none } = &*self.compiled(pattern);
        all.iter().all(|one| one.is_match(text)) && !none.iter().any(|one| one.is_match(text))
    }

    fn compiled(&self, pattern: &Pattern) -> Arc<Compiled> {
        // What a lock guards is whole, whoever panicked with it.
        if let Some(found) = self.compiled.read().unwrap_or_else(PoisonError::into_inner).get(pattern.text) {
            return Arc::clone(found);
        }
        // The generator has compiled each expression: one that does not compile takes any text.
        let built = |texts: &[&str]| texts.iter().filter_map(|text| Regex::new(text).ok()).collect();
        let compiled = Arc::new(Compiled { all: built(pattern.all), none: built(pattern.none) });
        let mut all = self.compiled.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(pattern.text).or_insert(compiled))
    }
}
