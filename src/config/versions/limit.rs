//! How many earlier versions are kept: enough to look back, and not so much that a long list of patients fills the disk.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use super::super::files::{PATIENTS, PRACTICE};

/// How many are kept at most.
const MOST: usize = 200;

/// How many are kept whatever their size.
const LEAST: usize = 20;

/// How much room the others may take, in bytes; what several share counts once.
const ROOM: u64 = 1 << 30;

/// Removes the oldest that are too many. `names` are all there are, oldest first.
pub fn drop_old(folder: &Path, names: &[String]) -> io::Result<()> {
    for name in names
        .iter()
        .take(names.len() - fitting(folder, names, ROOM))
    {
        fs::remove_dir_all(folder.join(name))?;
    }
    Ok(())
}

/// How many of the newest fit.
fn fitting(folder: &Path, names: &[String], room: u64) -> usize {
    let mut seen = HashSet::new();
    let mut taken = 0;
    let newest = names.iter().rev().take(MOST);
    let fits = newest.enumerate().take_while(|(place, name)| {
        for file in [PRACTICE, PATIENTS] {
            taken += size(&folder.join(name).join(file), &mut seen);
        }
        *place < LEAST || taken <= room
    });
    fits.count()
}

/// A file's size, unless it is counted already under another name.
fn size(path: &Path, seen: &mut HashSet<(u64, u64)>) -> u64 {
    let Ok(file) = fs::metadata(path) else {
        return 0;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if !seen.insert((file.dev(), file.ino())) {
            return 0;
        }
    }
    file.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stay_as_far_as_there_is_room_and_twenty_in_any_case() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<String> = (100..200).map(|name| name.to_string()).collect();
        for name in &names {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join(PRACTICE), [0; 100]).unwrap();
        }
        assert_eq!(fitting(folder.path(), &names, 3_000), 30);
        assert_eq!(fitting(folder.path(), &names, 10), LEAST);
        assert_eq!(fitting(folder.path(), &names, ROOM), 100);
        assert_eq!(fitting(folder.path(), &names[..5], 10), 5);
        // What several share counts once.
        for name in &names[1..] {
            let file = folder.path().join(name).join(PRACTICE);
            fs::remove_file(&file).unwrap();
            fs::hard_link(folder.path().join("100").join(PRACTICE), &file).unwrap();
        }
        assert_eq!(fitting(folder.path(), &names, 3_000), 100);
    }
}
