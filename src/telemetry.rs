//! Counters and histograms for `/metrics`, and how logs are written.
