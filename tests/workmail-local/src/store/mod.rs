//! What there is, and how changes to it last.
//!
//! All rows are in memory, whence rules read them; a transaction that has changed some writes these to the file, if there
//! is one, before anybody is told. The rules know nothing of that.

mod disk;
mod table;
mod world;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

pub use disk::DiskError;
pub use redb::StorageBackend;
pub(crate) use world::{
    Application, Availability, Details, Domain, Entity, ExportJob, IdentityProvider, ImpersonationRole, Kind,
    Monitoring, Organization, OrganizationState, PersonalAccessToken, Provider, Reply, Retention, User,
};
pub use world::{Settings, World};

use crate::clock::Clock;
use crate::refusal::{Reason, Refusal};
use disk::Disk;

/// What there is. One transaction after the other: each sees what those before have made.
#[derive(Debug)]
pub struct Store {
    shared: Arc<Mutex<State>>,
    clock: Clock,
    lasts: bool,
}

#[derive(Debug)]
struct State {
    world: World,
    disk: Option<Disk>,
}

impl Store {
    /// What is gone when the process is.
    pub fn in_memory(settings: Settings, clock: Clock) -> Self {
        let state = State { world: World::new(settings), disk: None };
        Self { shared: Arc::new(Mutex::new(state)), clock, lasts: false }
    }

    /// What lasts, in a file, which is made where there is none.
    ///
    /// # Errors
    /// The file is open elsewhere, is of another schema, is no such file, or cannot be read or written.
    pub fn in_file(path: &Path, settings: Settings, clock: Clock) -> Result<Self, DiskError> {
        Self::on_disk(Disk::at(path), settings, clock)
    }

    /// What lasts on whatever redb can store on. The backend is asked for anew when it has failed.
    ///
    /// # Errors
    /// What is there is of another schema, or cannot be read or written.
    pub fn on_backend<B: StorageBackend>(
        backend: impl Fn() -> B + Send + 'static,
        settings: Settings,
        clock: Clock,
    ) -> Result<Self, DiskError> {
        Self::on_disk(Disk::on(backend), settings, clock)
    }

    fn on_disk(mut disk: Disk, settings: Settings, clock: Clock) -> Result<Self, DiskError> {
        let mut world = World::new(settings);
        disk.load(&mut world)?;
        let state = State { world, disk: Some(disk) };
        Ok(Self { shared: Arc::new(Mutex::new(state)), clock, lasts: true })
    }

    /// Does something with what there is: all of it or, where it fails, nothing. What it has changed lasts before this is
    /// back.
    ///
    /// # Errors
    /// Those of `work`; an internal one when the changes cannot be stored.
    pub async fn transaction<T, F>(&self, work: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce(&mut World) -> Result<T, Refusal> + Send + 'static,
    {
        let now = self.clock.tick();
        let shared = Arc::clone(&self.shared);
        let run = move || {
            // Where a rule has panicked, what it left behind is undone before anything else.
            let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
            state.world.undo();
            state.world.now = now;
            state.run(work)
        };
        if !self.lasts {
            return run();
        }
        // A disk may take its time: meanwhile this thread has other connections to see to.
        tokio::task::spawn_blocking(run).await.unwrap_or_else(|_| Err(internal("the rule panicked")))
    }

    /// The same for who has no runtime around, such as what fills the store at the start.
    ///
    /// # Errors
    /// As of [`transaction`](Self::transaction).
    pub fn at_once<T>(&self, work: impl FnOnce(&mut World) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let mut state = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        state.world.undo();
        state.world.now = self.clock.tick();
        state.run(work)
    }
}

impl State {
    fn run<T>(&mut self, work: impl FnOnce(&mut World) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let Self { world, disk } = self;
        if let Some(disk) = disk.as_mut().filter(|disk| disk.is_closed()) {
            disk.load(world).map_err(|error| internal(&error.to_string()))?;
        }
        let result = work(world).and_then(|value| {
            let changes = world.changes().map_err(|error| internal(&error.to_string()))?;
            if let Some(disk) = disk.as_mut().filter(|_| !changes.is_empty()) {
                disk.commit(&changes).map_err(|error| internal(&error.to_string()))?;
            }
            Ok(value)
        });
        match result {
            Ok(_) => world.keep(),
            Err(_) => world.undo(),
        }
        result
    }
}

/// What only the log is told.
fn internal(message: &str) -> Refusal {
    eprintln!("error: {message}");
    Refusal::new(Reason::Internal, message)
}
