//! A table of rows by their keys, which remembers what was there until changes are kept or undone.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A row that lasts: its table, its key, and its JSON; none where it is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The name of the table.
    pub(crate) table: &'static str,
    /// The key of the row.
    pub(crate) key: String,
    /// The row as JSON; none where it is removed.
    pub(crate) row: Option<Vec<u8>>,
}

/// Rows by their keys, in the order of these.
#[derive(Debug)]
pub(crate) struct Table<V> {
    name: &'static str,
    rows: BTreeMap<String, V>,
    /// What was there before the transaction: for each key that it has touched.
    before: BTreeMap<String, Option<V>>,
}

impl<V: Clone> Table<V> {
    /// No rows; the name is what the table has where it is stored.
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, rows: BTreeMap::new(), before: BTreeMap::new() }
    }

    /// The row of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&V> {
        self.rows.get(key)
    }

    /// The row of a key, to be changed.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        let row = self.rows.get_mut(key)?;
        self.before.entry(key.to_owned()).or_insert_with(|| Some(row.clone()));
        Some(row)
    }

    /// Adds a row, or replaces it.
    pub(crate) fn put(&mut self, key: String, row: V) {
        let before = self.rows.insert(key.clone(), row);
        self.before.entry(key).or_insert(before);
    }

    /// Takes a row away; says whether there was one.
    pub(crate) fn remove(&mut self, key: &str) -> bool {
        let Some(row) = self.rows.remove(key) else { return false };
        self.before.entry(key.to_owned()).or_insert(Some(row));
        true
    }

    /// All rows with their keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.rows.iter().map(|(key, row)| (key.as_str(), row))
    }

    /// The rows whose keys start like this, with what follows of their keys.
    pub(crate) fn within(&self, prefix: impl Into<String>) -> impl Iterator<Item = (&str, &V)> {
        let prefix = prefix.into();
        self.rows
            .range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded))
            .map_while(move |(key, row)| Some((key.strip_prefix(prefix.as_str())?, row)))
    }

    /// Takes away the rows whose keys start like this and that are meant; says how many there were.
    pub(crate) fn remove_within(&mut self, prefix: &str, meant: impl Fn(&str, &V) -> bool) -> usize {
        let keys: Vec<String> =
            self.within(prefix).filter(|(key, row)| meant(key, row)).map(|(key, _)| format!("{prefix}{key}")).collect();
        keys.iter().filter(|key| self.remove(key)).count()
    }
}

/// What the store does with each table, whatever its rows are.
pub(crate) trait Stored {
    /// The name of the table where it is stored.
    fn name(&self) -> &'static str;

    /// What the transaction has changed.
    ///
    /// # Errors
    /// A row cannot be written as JSON.
    fn changes(&self) -> Result<Vec<Change>, serde_json::Error>;

    /// What the transaction has changed stays.
    fn keep(&mut self);

    /// All is as it was before the transaction.
    fn undo(&mut self);

    /// All rows go, as before anything is loaded.
    fn clear(&mut self);

    /// Takes in a row as it was stored.
    ///
    /// # Errors
    /// The row is none of this table.
    fn load(&mut self, key: &str, row: &[u8]) -> Result<(), serde_json::Error>;
}

impl<V: Clone + Serialize + DeserializeOwned> Stored for Table<V> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn changes(&self) -> Result<Vec<Change>, serde_json::Error> {
        self.before
            .keys()
            .map(|key| {
                let row = self.rows.get(key).map(serde_json::to_vec).transpose()?;
                Ok(Change { table: self.name, key: key.clone(), row })
            })
            .collect()
    }

    fn keep(&mut self) {
        self.before.clear();
    }

    fn undo(&mut self) {
        for (key, before) in std::mem::take(&mut self.before) {
            match before {
                Some(row) => self.rows.insert(key, row),
                None => self.rows.remove(&key),
            };
        }
    }

    fn clear(&mut self) {
        self.rows.clear();
        self.before.clear();
    }

    fn load(&mut self, key: &str, row: &[u8]) -> Result<(), serde_json::Error> {
        self.rows.insert(key.to_owned(), serde_json::from_slice(row)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Stored, Table};

    fn table() -> Table<u8> {
        let mut table = Table::new("numbers");
        table.put("a/1".to_owned(), 1);
        table.put("a/2".to_owned(), 2);
        table.put("b/3".to_owned(), 3);
        table.keep();
        table
    }

    fn rows(table: &Table<u8>) -> Vec<(&str, u8)> {
        table.iter().map(|(key, row)| (key, *row)).collect()
    }

    #[test]
    fn what_is_undone_is_as_it_was() {
        let mut table = table();
        table.put("c".to_owned(), 4);
        table.put("c".to_owned(), 5);
        *table.get_mut("a/1").unwrap() = 9;
        table.remove("a/1");
        table.remove("b/3");
        assert_eq!(rows(&table), [("a/2", 2), ("c", 5)]);
        table.undo();
        assert_eq!(rows(&table), [("a/1", 1), ("a/2", 2), ("b/3", 3)]);
    }

    #[test]
    fn changes_are_of_the_rows_that_were_touched() {
        let mut table = table();
        *table.get_mut("a/1").unwrap() = 9;
        table.remove("b/3");
        let changes = table.changes().unwrap();
        let rows: Vec<_> = changes.iter().map(|change| (change.key.as_str(), change.row.as_deref())).collect();
        assert_eq!(rows, [("a/1", Some(b"9".as_slice())), ("b/3", None)]);
    }

    #[test]
    fn rows_are_found_by_the_start_of_their_keys() {
        let mut table = table();
        assert_eq!(table.within("a/").collect::<Vec<_>>(), [("1", &1), ("2", &2)]);
        assert_eq!(table.remove_within("a/", |_, row| *row == 2), 1);
        assert_eq!(rows(&table), [("a/1", 1), ("b/3", 3)]);
    }
}
