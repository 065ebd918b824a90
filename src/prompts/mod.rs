//! What callers hear and readers read: the catalogues, and hours in plain words.

pub mod hours_words;
