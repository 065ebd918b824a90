//! What the console reads and writes: sessions and the audit log. Each page's own reading has its own file here.

mod audit;
mod sessions;

pub use audit::{AuditRow, AuditWish};
pub use sessions::SessionRow;
