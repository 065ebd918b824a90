//! The one source of time of the shell; its sleepers wake when it is moved.
