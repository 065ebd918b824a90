//! Pure decisions: no clock, no input or output, no async, and no word of any provider.

pub mod hours;
