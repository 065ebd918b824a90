//! What the console reads and writes: sessions, the audit log, and each page's own reading, bounded by a limit and an
//! index.

mod audit;
mod clinicians;
mod counted;
pub mod journal;
pub mod journal_counts;
pub mod journal_messages;
pub mod journal_rows;
mod leaf;
mod replay;
mod sessions;
mod today;

pub use audit::{AuditRow, AuditWish, MissedRow};
pub use replay::{Kept, PastCall};
pub use sessions::SessionRow;
pub use today::{Happened, Today};
