//! Sounds as the relay keeps them: streamed in, read back, read in parts, and never opened when they were touched.
