//! Rows in a file: a transaction of redb for each transaction of the store.

use std::fmt;
use std::path::Path;

use redb::{
    Builder, Database, DatabaseError, ReadableTable, StorageBackend, StorageError, TableDefinition, TableError,
};

use super::table::Change;
use super::world::World;

/// What the rows look like. A program that finds another number in a file leaves it alone.
const SCHEMA: u64 = 1;

/// What is known of the file itself.
const META: TableDefinition<'static, &str, u64> = TableDefinition::new("meta");

type Rows<'n> = TableDefinition<'n, &'static str, &'static [u8]>;

/// Opens the storage: again after it has failed, as redb does not go on with what has.
type Open = Box<dyn Fn() -> Result<Database, DatabaseError> + Send>;

/// A file with rows.
pub(crate) struct Disk {
    open: Open,
    /// None after the storage has failed.
    database: Option<Database>,
}

/// Why a file with rows cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum DiskError {
    /// Another process has it open.
    InUse,
    /// It has rows of another schema than this program's.
    Schema(u64),
    /// A row is none of its table.
    Row(String),
    /// The storage says no: disk full, not readable, not a file of this kind.
    Storage(String),
}

impl fmt::Display for DiskError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse => formatter.write_str("another process has it open; stop that one, or use another file"),
            Self::Schema(found) => write!(
                formatter,
                "it has schema {found}, and this program has {SCHEMA}; use the program that made it, or another file"
            ),
            Self::Row(what) => write!(formatter, "{what}; it was not written by this program: use another file"),
            Self::Storage(what) => formatter.write_str(what),
        }
    }
}

impl std::error::Error for DiskError {}

macro_rules! from_storage {
    ($($error:ty),*) => {
        $(impl From<$error> for DiskError {
            fn from(error: $error) -> Self {
                Self::Storage(error.to_string())
            }
        })*
    };
}
from_storage!(StorageError, TableError, redb::TransactionError, redb::CommitError);

impl From<DatabaseError> for DiskError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::DatabaseAlreadyOpen => Self::InUse,
            error => Self::Storage(error.to_string()),
        }
    }
}

impl Disk {
    /// The file at a path, made where there is none.
    pub(crate) fn at(path: &Path) -> Self {
        let path = path.to_owned();
        Self { open: Box::new(move || Builder::new().create(&path)), database: None }
    }

    /// Whatever redb can store on: for tests that make a disk fail.
    pub(crate) fn on<B: StorageBackend>(backend: impl Fn() -> B + Send + 'static) -> Self {
        Self { open: Box::new(move || Builder::new().create_with_backend(backend())), database: None }
    }

    /// Whether the rows have to be loaded: at first, and after the storage has failed.
    pub(crate) fn is_closed(&self) -> bool {
        self.database.is_none()
    }

    /// Opens the file, and loads what is in it.
    pub(crate) fn load(&mut self, world: &mut World) -> Result<(), DiskError> {
        let database = (self.open)()?;
        check_schema(&database)?;
        let transaction = database.begin_read()?;
        for table in world.tables_mut() {
            table.clear();
            let definition: Rows = TableDefinition::new(table.name());
            let rows = match transaction.open_table(definition) {
                Ok(rows) => rows,
                Err(TableError::TableDoesNotExist(_)) => continue,
                Err(error) => return Err(error.into()),
            };
            for row in rows.iter()? {
                let (key, row) = row?;
                table
                    .load(key.value(), row.value())
                    .map_err(|error| DiskError::Row(format!("row {} of {}: {error}", key.value(), table.name())))?;
            }
        }
        self.database = Some(database);
        Ok(())
    }

    /// Makes changes last: all of them or none. When this is back without an error they are on the disk. After an error
    /// nobody knows: the file is opened again, and what is in it counts.
    pub(crate) fn commit(&mut self, changes: &[Change]) -> Result<(), DiskError> {
        let result = self.database.as_ref().map_or(Ok(()), |database| write(database, changes));
        if result.is_err() {
            self.database = None;
        }
        result
    }
}

fn check_schema(database: &Database) -> Result<(), DiskError> {
    let transaction = database.begin_write()?;
    let found = {
        let mut meta = transaction.open_table(META)?;
        let found = meta.get("schema")?.map(|schema| schema.value());
        if found.is_none() {
            meta.insert("schema", SCHEMA)?;
        }
        found
    };
    match found {
        None => transaction.commit()?,
        Some(SCHEMA) => transaction.abort()?,
        Some(other) => return Err(DiskError::Schema(other)),
    }
    Ok(())
}

fn write(database: &Database, changes: &[Change]) -> Result<(), DiskError> {
    let transaction = database.begin_write()?;
    for change in changes {
        let definition: Rows = TableDefinition::new(change.table);
        let mut table = transaction.open_table(definition)?;
        match &change.row {
            Some(row) => drop(table.insert(change.key.as_str(), row.as_slice())?),
            None => drop(table.remove(change.key.as_str())?),
        }
    }
    transaction.commit()?;
    Ok(())
}

impl fmt::Debug for Disk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Disk").field("closed", &self.is_closed()).finish_non_exhaustive()
    }
}
