//! `[lines]`: the back lines, and whether the lines carry pictures.

use std::ops::Range;

use super::Document;
use crate::config::findings::Findings;
use crate::domain::numbers::Numbers;
use crate::domain::phone::E164;

/// What `[lines]` says.
pub struct Lines {
    /// The back lines with their places in the file.
    pub back: Vec<(E164, Range<usize>)>,
    /// Whether the lines carry pictures.
    pub mms: bool,
}

/// Reads the section.
pub fn read(document: &Document<'_>, numbers: &Numbers, findings: &mut Findings) -> Lines {
    let Some(section) = document.one("lines", findings) else {
        return Lines {
            back: Vec::new(),
            mms: true,
        };
    };
    let mut back = Vec::new();
    for text in section.texts("back", findings) {
        match numbers.read(text.text) {
            Ok(number) => back.push((number, text.at)),
            Err(error) => findings.error(&text.at, error.message, error.help),
        }
    }
    Lines {
        back,
        mms: section.flag("mms", true, findings),
    }
}
