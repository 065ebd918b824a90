//! The configuration beside the page: two files that the relay's own watcher looks after.

use super::super::editor;
use super::{Refusal, Studio};

impl Studio {
    /// The files as they stand.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn files(&self) -> Result<editor::Contents, Refusal> {
        editor::contents(&self.config()).map_err(disk)
    }

    /// Writes one file and says what is wrong with it; the relay takes it up by itself.
    ///
    /// # Errors
    /// There is no such file, or it cannot be written.
    pub fn edit(&self, name: &str, text: &str) -> Result<editor::Verdict, Refusal> {
        let name = editor::file(name).ok_or_else(|| {
            Refusal::Unknown(
                "edit practice.toml or patients.csv: there is no other file".to_owned(),
            )
        })?;
        editor::put(&self.config(), name, text, self.0.setting.clock.now()).map_err(disk)
    }

    /// Writes the sample again.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn restore(&self) -> Result<(), Refusal> {
        editor::write_sample(&self.config(), &self.0.setting.season).map_err(disk)
    }
}

fn disk(error: std::io::Error) -> Refusal {
    Refusal::Failed(format!("look at the folder for temporary files: {error}"))
}
