//! Lists the files of the demo's page, so that they become part of the program: a new file needs no line anywhere.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const PAGE: &str = "src/cli/demo/page";

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").map(PathBuf::from);
    let out = out.ok_or_else(|| io::Error::other("cargo says where to write"))?;
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let page = here.unwrap_or_default().join(PAGE);
    let mut paths = fs::read_dir(&page)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    let files: String = paths.iter().filter_map(|path| line(path)).collect();
    fs::write(out.join("page.rs"), format!("&[\n{files}]\n"))?;
    // The folder itself: a file that is added or removed counts as well.
    writeln!(io::stdout(), "cargo::rerun-if-changed={PAGE}")?;
    writeln!(io::stdout(), "cargo::rerun-if-changed=build.rs")
}

/// `("index.html", include_bytes!("/.../index.html")),`
fn line(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let is_meant = path.is_file() && !name.starts_with('.');
    is_meant.then(|| format!("    ({name:?}, include_bytes!({path:?}).as_slice()),\n"))
}
