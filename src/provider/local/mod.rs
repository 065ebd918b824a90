//! The local carrier: a simulated provider with phones. It imports nothing else of Nightbell and speaks only HTTP.
