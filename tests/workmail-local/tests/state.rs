//! What lasts: in a file, over restarts, crashes and failing disks.
#![cfg(test)]

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use workmail::operation::create_group::CreateGroupInput;
use workmail::operation::create_organization::CreateOrganizationInput;
use workmail::operation::list_groups::ListGroupsInput;
use workmail::primitives::DateTime;
use workmail::server::{Service, WorkMail};
use workmail_local::store::{DiskError, StorageBackend};
use workmail_local::{Clock, Local, Settings, Store};

mod support;
use support::{call, error_code};

fn clock() -> Clock {
    Clock::counted(DateTime::from_secs(1_767_225_600))
}

/// A path of a file that is not there yet.
fn fresh(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.redb", std::process::id()));
    let _ = fs::remove_file(&path);
    path
}

fn in_file(path: &std::path::Path) -> Service<Local> {
    Local::new(Store::in_file(path, Settings::default(), clock()).unwrap()).service()
}

/// The names of the groups of an organization, in order.
async fn groups<T: WorkMail>(service: &Service<T>, organization: &str) -> Vec<String> {
    let input = ListGroupsInput::builder().organization_id(organization).build().unwrap();
    let output = call(service, "ListGroups", &input).await.unwrap();
    let mut names: Vec<String> =
        output["Groups"].as_array().unwrap().iter().map(|group| group["Name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

async fn organization<T: WorkMail>(service: &Service<T>) -> String {
    let input = CreateOrganizationInput::builder().alias("acme").build().unwrap();
    let output = call(service, "CreateOrganization", &input).await.unwrap();
    output["OrganizationId"].as_str().unwrap().to_owned()
}

async fn group<T: WorkMail>(service: &Service<T>, organization: &str, name: &str) -> Result<(), String> {
    let input = CreateGroupInput::builder().organization_id(organization).name(name).build().unwrap();
    call(service, "CreateGroup", &input).await.map(drop).map_err(|answer| error_code(&answer))
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let path = fresh("restart");
    let service = in_file(&path);
    let id = organization(&service).await;
    group(&service, &id, "one").await.unwrap();
    drop(service);
    let service = in_file(&path);
    assert_eq!(groups(&service, &id).await, ["one"]);
    fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn a_second_process_on_the_file_is_refused() {
    let path = fresh("second");
    let _first = in_file(&path);
    let second = Store::in_file(&path, Settings::default(), clock());
    assert!(matches!(second, Err(DiskError::InUse)));
    assert_eq!(second.unwrap_err().to_string(), "another process has it open; stop that one, or use another file");
    fs::remove_file(path).unwrap();
}

#[test]
fn a_file_that_is_none_of_ours_is_left_alone() {
    let path = fresh("foreign");
    fs::write(&path, "these are somebody's notes").unwrap();
    assert!(matches!(Store::in_file(&path, Settings::default(), clock()), Err(DiskError::Storage(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "these are somebody's notes");
    fs::remove_file(path).unwrap();
}

#[test]
fn a_file_of_another_schema_is_left_alone() {
    let path = fresh("schema");
    let database = redb::Database::create(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    {
        let meta = redb::TableDefinition::<&str, u64>::new("meta");
        transaction.open_table(meta).unwrap().insert("schema", 2).unwrap();
    }
    transaction.commit().unwrap();
    drop(database);
    assert!(matches!(Store::in_file(&path, Settings::default(), clock()), Err(DiskError::Schema(2))));
    fs::remove_file(path).unwrap();
}

/// Where something was written, and what.
type Write = (u64, Vec<u8>);

/// A disk in memory, which keeps what is synced when the power goes, and of the rest what chance leaves.
#[derive(Clone, Debug, Default)]
struct Disk {
    /// What is there after the power was gone.
    safe: Arc<Mutex<Vec<u8>>>,
    /// What is there as long as it is on.
    seen: Arc<Mutex<Vec<u8>>>,
    /// What was written since the last sync.
    unsynced: Arc<Mutex<Vec<Write>>>,
    syncs: Arc<AtomicU64>,
    is_full: Arc<AtomicBool>,
}

impl Disk {
    /// The power goes, and comes again: each unsynced write is there, is not, or is torn.
    fn lose_power(&self, random: &mut fastrand::Rng) {
        let mut safe = self.safe.lock().unwrap();
        for (offset, bytes) in self.unsynced.lock().unwrap().drain(..) {
            let kept = match random.u8(..3) {
                0 => 0,
                1 => bytes.len(),
                _ => random.usize(..=bytes.len()),
            };
            write(&mut safe, offset, &bytes[..kept]);
        }
        self.seen.lock().unwrap().clone_from(&safe);
    }

    fn check_room(&self) -> std::io::Result<()> {
        if self.is_full.load(Ordering::SeqCst) {
            return Err(std::io::Error::from(std::io::ErrorKind::StorageFull));
        }
        Ok(())
    }
}

fn write(bytes: &mut Vec<u8>, offset: u64, data: &[u8]) {
    let start = usize::try_from(offset).unwrap();
    if bytes.len() < start + data.len() {
        bytes.resize(start + data.len(), 0);
    }
    bytes[start..start + data.len()].copy_from_slice(data);
}

impl StorageBackend for Disk {
    fn len(&self) -> std::io::Result<u64> {
        Ok(self.seen.lock().unwrap().len() as u64)
    }

    fn read(&self, offset: u64, len: usize) -> std::io::Result<Vec<u8>> {
        let start = usize::try_from(offset).unwrap();
        let seen = self.seen.lock().unwrap();
        seen.get(start..start + len).map(<[u8]>::to_vec).ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }

    fn set_len(&self, len: u64) -> std::io::Result<()> {
        self.check_room()?;
        let len = usize::try_from(len).unwrap();
        self.seen.lock().unwrap().resize(len, 0);
        // The length of a file is safe at once here: what redb does not rely on is not what is tested.
        self.safe.lock().unwrap().resize(len, 0);
        Ok(())
    }

    fn sync_data(&self, _: bool) -> std::io::Result<()> {
        self.check_room()?;
        let mut safe = self.safe.lock().unwrap();
        for (offset, bytes) in self.unsynced.lock().unwrap().drain(..) {
            write(&mut safe, offset, &bytes);
        }
        self.syncs.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> std::io::Result<()> {
        self.check_room()?;
        write(&mut self.seen.lock().unwrap(), offset, data);
        self.unsynced.lock().unwrap().push((offset, data.to_vec()));
        Ok(())
    }
}

fn on(disk: &Disk) -> Service<Local> {
    let disk = disk.clone();
    let store = Store::on_backend(move || disk.clone(), Settings::default(), clock()).unwrap();
    Local::new(store).service()
}

#[tokio::test]
async fn a_full_disk_answers_500_and_loses_nothing() {
    let disk = Disk::default();
    let service = on(&disk);
    let id = organization(&service).await;
    group(&service, &id, "before").await.unwrap();
    disk.is_full.store(true, Ordering::SeqCst);
    for _ in 0..2 {
        assert_eq!(group(&service, &id, "during").await.unwrap_err(), "InternalFailureException");
    }
    disk.is_full.store(false, Ordering::SeqCst);
    assert_eq!(groups(&service, &id).await, ["before"]);
    group(&service, &id, "during").await.unwrap();
    assert_eq!(groups(&service, &id).await, ["before", "during"]);
}

/// Makes groups until the power goes, again and again; what was answered is there each time.
async fn survive(seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let disk = Disk::default();
    let mut service = on(&disk);
    let id = organization(&service).await;
    let mut acknowledged = Vec::new();
    for round in 0..2 {
        for number in 0..random.usize(1..4) {
            let name = format!("group-{round}-{number}");
            group(&service, &id, &name).await.unwrap();
            acknowledged.push(name);
        }
        assert!(
            disk.syncs.load(Ordering::SeqCst) > acknowledged.len() as u64,
            "seed {seed}: an answer before its sync"
        );
        // Whatever redb writes when it is closed never reaches the disk.
        let gone = Disk { safe: Arc::new(Mutex::new(disk.safe.lock().unwrap().clone())), ..Disk::default() };
        gone.unsynced.lock().unwrap().clone_from(&disk.unsynced.lock().unwrap());
        drop(service);
        disk.safe.lock().unwrap().clone_from(&gone.safe.lock().unwrap());
        disk.unsynced.lock().unwrap().clone_from(&gone.unsynced.lock().unwrap());
        disk.lose_power(&mut random);
        service = on(&disk);
        assert_eq!(groups(&service, &id).await, acknowledged, "seed {seed}");
    }
}

#[tokio::test]
async fn what_was_answered_survives_the_loss_of_power() {
    for seed in 0..50 {
        survive(seed).await;
    }
}

/// Twenty times as many seeds: minutes.
#[tokio::test]
#[ignore = "takes minutes"]
async fn what_was_answered_survives_a_thousand_losses_of_power() {
    for seed in 0..1_000 {
        survive(seed).await;
    }
}
