//! The one source of randomness of the shell.
