//! The public address of a relay that is killed and started again behind it, at exactly chosen moments.
//!
//! While the relay is down a request waits here, as it would at a proxy; what was under way when it was killed breaks
//! off, as it would on the network, and the provider tries again.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::binary::Binary;

/// When, in the life of one request, the relay is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the request reaches it.
    Before,
    /// So long after the request was sent to it: in the middle of its work, or just behind.
    Within(Duration),
    /// After it has answered, before the provider has the answer.
    Answered,
    /// After the provider has the answer.
    After,
}

struct Behind {
    folder: PathBuf,
    relay: Option<Binary>,
    /// What the relay logs.
    log: &'static str,
    /// How many requests from now, and when within it.
    plan: Option<(usize, Moment)>,
    kills: usize,
}

#[derive(Clone)]
pub struct Gate {
    pub address: SocketAddr,
    behind: Arc<Mutex<Behind>>,
}

impl Gate {
    /// Takes an address; nothing is behind it yet.
    pub fn open(folder: &Path) -> Gate {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let behind = Behind {
            folder: folder.to_owned(),
            relay: None,
            log: "info",
            plan: None,
            kills: 0,
        };
        let gate = Gate {
            address,
            behind: Arc::new(Mutex::new(behind)),
        };
        let accepting = gate.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let gate = accepting.clone();
                thread::spawn(move || gate.pass(stream));
            }
        });
        gate
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From its next start on the relay logs so much, as in `NIGHTBELL_LOG`.
    pub fn log(&self, what: &'static str) {
        self.behind.lock().unwrap().log = what;
    }

    /// Starts the relay behind it.
    pub fn start(&self) {
        self.behind.lock().unwrap().start();
    }

    /// What the relay has printed so far.
    pub fn printed(&self) -> String {
        let behind = self.behind.lock().unwrap();
        behind
            .relay
            .as_ref()
            .map_or_else(String::new, Binary::printed)
    }

    /// Takes the relay from behind it.
    pub fn take(&self) -> Binary {
        self.behind.lock().unwrap().relay.take().unwrap()
    }

    /// The relay will be killed at this request from now (0: the next), and started again at once.
    pub fn kill_at(&self, request: usize, moment: Moment) {
        self.behind.lock().unwrap().plan = Some((request, moment));
    }

    /// Calls a kill off that has not come yet; says whether there was one.
    pub fn spares(&self) -> bool {
        self.behind.lock().unwrap().plan.take().is_some()
    }

    pub fn kills(&self) -> usize {
        self.behind.lock().unwrap().kills
    }

    /// One request and its answer. A connection that breaks is broken for the provider too.
    fn pass(&self, mut provider: TcpStream) {
        let Some(request) = message(&mut provider) else {
            return;
        };
        let moment = self.behind.lock().unwrap().its_turn();
        if moment == Some(Moment::Before) {
            self.kill();
        }
        let address = self
            .behind
            .lock()
            .unwrap()
            .relay
            .as_ref()
            .map(|relay| relay.address);
        let Some(mut relay) = address.and_then(|address| TcpStream::connect(address).ok()) else {
            return;
        };
        if relay.write_all(&request).is_err() {
            return;
        }
        if let Some(Moment::Within(delay)) = moment {
            thread::sleep(delay);
            self.kill();
        }
        let Some(answer) = message(&mut relay) else {
            return;
        };
        if moment == Some(Moment::Answered) {
            self.kill();
            return;
        }
        // The kill comes first only in the clock: the answer has left the relay.
        let _gone = provider.write_all(&answer);
        let _gone = provider.shutdown(Shutdown::Write);
        if moment == Some(Moment::After) {
            self.kill();
        }
    }

    fn kill(&self) {
        let mut behind = self.behind.lock().unwrap();
        behind.relay.take().unwrap().kill();
        behind.kills += 1;
        behind.start();
    }
}

impl Behind {
    fn start(&mut self) {
        self.relay = Some(Binary::start(&self.folder, self.log));
    }

    fn its_turn(&mut self) -> Option<Moment> {
        let (left, moment) = self.plan.take()?;
        if left == 0 {
            return Some(moment);
        }
        self.plan = Some((left - 1, moment));
        None
    }
}

/// One HTTP message: its head, and as much body as the head announces.
fn message(from: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            if bytes.len() >= end + 4 + length.unwrap_or(0) {
                return Some(bytes);
            }
        }
        match from.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}
