//! The gate: who comes in, how the console knows them again, and what may leave it.

mod again;
pub mod codes;
mod cookie;
mod device;
mod door;
mod filter;
mod headers;
mod language;
mod leave;
mod next;
pub mod password;
mod session;
mod sign_in;
mod site;
mod throttle;

pub use again::{begins, proves};
pub use cookie::Token;
pub use door::{Arrival, pass};
pub use filter::Searched;
pub(super) use language::{remembers, spoken};
pub use leave::leave;
pub use sign_in::{arrived, enter, show};
pub use throttle::{Throttle, Who};
