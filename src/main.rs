//! The `nightbell` program: hands its arguments to the library's commands.

use std::process::ExitCode;

// Webhooks are allocated on one thread and freed on another: the C library's allocator contends there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    nightbell::cli::run()
}
