//! Tables over the decisions of a text.
