//! What callers hear and readers read: the catalogues, and hours in plain words.
