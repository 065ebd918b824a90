//! What the console reads and writes: sessions and the audit log. Each page's own reading has its own file here: bounded by
//! a limit and an index, on a connection that cannot write.

mod audit;
mod counted;
mod replay;
mod sessions;
mod today;

pub use audit::{AuditRow, AuditWish};
pub use replay::{Kept, PastCall};
pub use sessions::SessionRow;
pub use today::{Happened, Today};
