//! The journal, the outbox and what the relay remembers; SQL lives here alone.
