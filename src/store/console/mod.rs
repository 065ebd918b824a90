//! What the console reads: bounded by a limit and an index, on a connection that cannot write.

mod replay;
mod today;

pub use replay::{Kept, PastCall};
pub use today::{Happened, Today};
