//! What the console reads and writes: sessions and the audit log. Each page's own reading has its own file here, bounded by
//! a limit and an index.

mod audit;
pub mod journal;
pub mod journal_counts;
pub mod journal_messages;
pub mod journal_rows;
mod sessions;

pub use audit::{AuditRow, AuditWish};
pub use sessions::SessionRow;
