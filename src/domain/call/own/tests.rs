//! Tables over the own line.
