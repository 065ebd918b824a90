//! The real program, started, watched and killed as an operating system does it.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A running `nightbell serve`.
pub struct Binary {
    child: Child,
    pub address: SocketAddr,
    printed: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
}

/// `nightbell serve` on these folders, not yet started.
pub fn serve(folder: &Path, listen: &str) -> Command {
    // Another one may be tried: a release, or one that must stay while this tree is built anew.
    let program = std::env::var_os("NIGHTBELL_BIN");
    let program = program.unwrap_or_else(|| env!("CARGO_BIN_EXE_nightbell").into());
    let mut command = Command::new(program);
    command.arg("serve").args(["--listen", listen]);
    command.arg("--config").arg(folder.join("config"));
    command.arg("--data").arg(folder.join("data"));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

impl Binary {
    /// Starts it on a free port, and returns once it says where it answers.
    pub fn start(folder: &Path, log: &str) -> Binary {
        Binary::start_at(folder, "127.0.0.1:0", log)
    }

    /// The same, on this address.
    pub fn start_at(folder: &Path, listen: &str, log: &str) -> Binary {
        let mut child = serve(folder, listen)
            .env("NIGHTBELL_LOG", log)
            .spawn()
            .unwrap();
        let printed = Arc::new(Mutex::new(String::new()));
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let readers = vec![collect(child.stderr.take().unwrap(), &printed)];
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("Nightbell answers webhooks on http://");
        let Some(address) = address.and_then(|address| address.parse().ok()) else {
            panic!("{line}{}", printed.lock().unwrap());
        };
        let mut binary = Binary {
            child,
            address,
            printed: printed.clone(),
            readers,
        };
        printed.lock().unwrap().push_str(&line);
        binary.readers.push(collect(out, &printed));
        binary
    }

    /// What it has printed so far.
    pub fn printed(&self) -> String {
        self.printed.lock().unwrap().clone()
    }

    /// SIGKILL; gone when this returns.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// How it ended, and everything it printed.
    pub fn ends(mut self) -> (ExitStatus, String) {
        let limit = Instant::now() + Duration::from_secs(20);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < limit, "it does not end");
            thread::sleep(Duration::from_millis(5));
        };
        for reader in self.readers.drain(..) {
            reader.join().unwrap();
        }
        let printed = self.printed.lock().unwrap().clone();
        (status, printed)
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        // A test that failed leaves nothing behind; one that ended it has nothing to kill.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

fn collect(from: impl Read + Send + 'static, into: &Arc<Mutex<String>>) -> JoinHandle<()> {
    let into = into.clone();
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            into.lock().unwrap().push_str(&(line + "\n"));
        }
    })
}
