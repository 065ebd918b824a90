//! Turns one webhook into one call of the store, with a decision inside it.
