//! The carrier against a small relay written in the test, which answers canned documents.
