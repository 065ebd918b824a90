//! The edge to the network: every route, limit and time-out on one screen.
