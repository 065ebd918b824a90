//! The files a practice manager edits: reading, checking, watching.

pub mod emergency;
pub mod holidays;
pub mod hours_lint;
