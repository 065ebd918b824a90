//! What stands in `practice.toml` as a person wrote it, for a form that must not change what it does not ask about.

use std::fs;

use toml::Table;

use super::Editor;
use crate::config::files::PRACTICE;
use crate::domain::names::ClinicianId;

impl Editor {
    /// How long a clinician's phones are rung, as it is written; `None`: it is not. Blocks.
    pub fn ring_written(&self, clinician: &ClinicianId) -> Option<String> {
        let text = fs::read_to_string(self.folder().join(PRACTICE)).ok()?;
        let table: Table = text.trim_start_matches('\u{feff}').parse().ok()?;
        let mut sections = table.get("clinician")?.as_array()?.iter();
        let theirs = sections.find(|section| {
            let id = section.get("id").and_then(toml::Value::as_str);
            id.is_some_and(|id| id.trim() == clinician.as_str())
        })?;
        theirs.get("ring")?.as_str().map(str::to_owned)
    }
}
