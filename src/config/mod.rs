//! The files a practice manager edits: reading, checking, watching.
