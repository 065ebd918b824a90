//! The companies that carry calls and texts: the real one, and the simulated one built in.

pub mod local;
pub mod twilio;
