//! Writing to standard output. A reader that has gone is no failure.

use std::io::Write;

/// Writes one line.
pub fn say(line: &str) {
    // `nightbell check | head` closes the pipe early: there is nobody left to tell.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Writes one line to standard error.
pub fn complain(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
