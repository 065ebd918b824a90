//! What the console reads, page by page, on connections that cannot write: bounded by a limit and an index each.

pub mod journal;
pub mod journal_messages;
pub mod journal_rows;
