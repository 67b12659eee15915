//! Sizes of source folders.

use std::path::Path;

use super::broken;
use crate::Failure;

/// What is in some files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Files.
    pub(super) files: usize,
    /// Lines of any kind.
    pub(super) lines: usize,
    /// Lines with code: neither empty nor comment alone.
    pub(super) code: usize,
    /// Bytes.
    pub(super) bytes: usize,
}

impl Size {
    fn add(&mut self, text: &str) {
        self.files += 1;
        self.lines += text.lines().count();
        self.code += text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count();
        self.bytes += text.len();
    }
}

/// The files below `folder` whose names end so; hidden folders and `target` are left out.
pub(super) fn size(folder: &Path, endings: &[&str]) -> Result<Size, Failure> {
    let mut size = Size::default();
    collect(folder, endings, &mut size)?;
    Ok(size)
}

fn collect(folder: &Path, endings: &[&str], size: &mut Size) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| broken(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| broken(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') {
                collect(&path, endings, size)?;
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            size.add(&std::fs::read_to_string(&path).map_err(|error| broken(&path, &error))?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_no_code() {
        let mut size = Size::default();
        size.add("//! Docs.\n\nuse a::b; // why\n    /// More.\nfn f() {}\n");
        assert_eq!(size, Size { files: 1, lines: 5, code: 2, bytes: 52 });
    }
}
