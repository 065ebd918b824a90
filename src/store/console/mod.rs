//! What the console reads: bounded by a limit and an index, on a connection that cannot write.

mod replay;

pub use replay::{Kept, PastCall};
