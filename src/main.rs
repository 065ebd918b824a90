//! The `nightbell` program: hands its arguments to the library's commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    nightbell::cli::run()
}
