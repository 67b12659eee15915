//! Files that commands read and write besides models and crates: whole, within bounds, never half-written.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// The most bytes that such a file may have.
const MAX_BYTES: u64 = 1 << 20;

/// The text of a file.
pub(super) fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(file)?.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if u64::try_from(text.len()).is_ok_and(|length| length <= MAX_BYTES) {
        Ok(text)
    } else {
        Err(io::Error::new(ErrorKind::FileTooLarge, "is larger than 1 MiB"))
    }
}

/// Writes beside the file and moves the text into place.
pub(super) fn write(file: &Path, text: &str) -> io::Result<()> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, text).and_then(|()| {
        fs::rename(&beside, file).inspect_err(|_| {
            // The other error is the one to tell.
            let _ = fs::remove_file(&beside);
        })
    })
}
