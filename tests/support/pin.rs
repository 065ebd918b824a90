//! `nightbell pin`, as somebody runs it beside the relay.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs `nightbell pin` on these folders with the PIN piped in. It waits for the relay, which may run on this very
/// runtime: so it is waited for elsewhere.
pub async fn pin(folder: &Path, args: &[&str], piped: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nightbell"));
    command.arg("pin").args(args);
    command.arg("--config").arg(folder.join("config"));
    command.arg("--data").arg(folder.join("data"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let piped = piped.to_owned();
    let run = tokio::task::spawn_blocking(move || {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A command that asks for nothing may have ended by now.
        let _gone = stdin.write_all(piped.as_bytes());
        drop(stdin);
        child.wait_with_output().unwrap()
    });
    run.await.unwrap()
}

/// Sets a clinician's PIN; fails with what the command says.
pub async fn set(folder: &Path, clinician: &str, digits: &str) {
    let output = pin(folder, &[clinician], digits).await;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
