//! Tables and walks over the decisions of a call.
