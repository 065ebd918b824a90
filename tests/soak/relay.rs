//! The real program on one folder and one port, killed and started again.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nightbell::provider::local::{Carrier, Number};
use nightbell::relay::address::{RETRIES, SMS, STATUS, VOICE};
use nightbell::store::{Chain, DataFolder, Keys, Store};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::kept::Found;
use super::practice::Practice;
use crate::support::bare::twilio_at;
use crate::support::binary::Binary;
use crate::support::messages;

/// The relay.
pub struct Relay {
    folder: Arc<TempDir>,
    address: SocketAddr,
    running: Binary,
}

/// What stands in the store when all is over.
#[derive(Clone, Debug, Default)]
pub struct Left {
    /// Rows of the outbox that are neither sent nor given up, in words.
    pub unfinished: Vec<String>,
    pub chain_is_whole: bool,
    pub messages: Vec<Found>,
    /// What the relay logged of errors, in its last life.
    pub errors: Vec<String>,
}

impl Relay {
    /// A new practice whose numbers are the carrier's.
    pub async fn start(carrier: &Carrier, practice: &Practice) -> Relay {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        // The port is free again by the time the relay takes it; nobody else is told of it.
        let address = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let public = format!("http://{address}");
        let config = folder.path().join("config");
        fs::create_dir(&config).unwrap();
        fs::write(config.join("token"), crate::support::bare::TOKEN).unwrap();
        let tokens = "{ file = \"token\" }";
        let settings = twilio_at(&carrier.api_url(), &practice.settings(), &public, tokens);
        fs::write(config.join("practice.toml"), settings).unwrap();
        fs::write(config.join("patients.csv"), practice.list()).unwrap();
        let url = |path: &str| format!("{public}{path}{RETRIES}");
        for line in practice.lines() {
            let status = format!("{public}{STATUS}");
            carrier.add_number(
                Number::new(line, &url(VOICE), &url(SMS)).with_status_callback(&status),
            );
        }
        let running = begin(folder.clone(), address).await;
        Relay {
            folder,
            address,
            running,
        }
    }

    /// SIGKILL, and a new start on the same data and port.
    pub async fn dies(self) -> Relay {
        let Relay {
            folder,
            address,
            running,
        } = self;
        running.kill();
        let running = begin(folder.clone(), address).await;
        Relay {
            folder,
            address,
            running,
        }
    }

    /// Waits, with a limit, until nothing is left to be sent, or to be looked for.
    pub async fn comes_to_rest(&self, patience: Duration) {
        let limit = Instant::now() + patience;
        let database = self.folder.path().join("data").join("nightbell.db");
        let database =
            Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let sql = "SELECT (SELECT count(*) FROM outbox
                     WHERE stage IN ('asked', 'held', 'waiting', 'sending', 'unsettled'))
                   + (SELECT count(*) FROM message WHERE state = 'announced' OR there = 1)
                   + (SELECT count(*) FROM expected)";
        let left = || -> i64 { database.query_row(sql, [], |row| row.get(0)).unwrap() };
        while left() > 0 && Instant::now() < limit {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Ends it as an operator does, and looks into its data.
    pub async fn ends(self) -> Left {
        self.running.terminate();
        let (running, folder) = (self.running, self.folder);
        let (_, printed) = tokio::task::spawn_blocking(move || running.ends())
            .await
            .unwrap();
        let data = DataFolder::open(&folder.path().join("data")).unwrap();
        let keys = Keys::from_folder(&data, [0; 32]).unwrap();
        let store = Store::open(data, keys, chrono::DateTime::UNIX_EPOCH);
        let chain = store.verify_chain(1).await.unwrap();
        let outbox = store.outbox().await.unwrap();
        let unfinished = outbox
            .iter()
            .filter(|row| !row.stage.is_over())
            .map(|row| format!("{} {:?} {:?}", row.id, row.kind, row.stage));
        let left = Left {
            unfinished: unfinished.collect(),
            chain_is_whole: matches!(chain, Chain::Whole { .. }),
            messages: found(&store, &folder.path().join("data")).await,
            errors: printed
                .lines()
                .filter(|line| line.contains("ERROR"))
                .map(str::to_owned)
                .collect(),
        };
        store.close().await;
        left
    }
}

async fn found(store: &Store, data: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for row in messages::messages(data) {
        found.push(Found {
            sound: messages::sound(store, row.id).await,
            recording: row.recording,
            state: row.state,
            there: row.there,
        });
    }
    found
}

async fn begin(folder: Arc<TempDir>, address: SocketAddr) -> Binary {
    let log = if std::env::var_os("SOAK_LOG").is_some() {
        "info"
    } else {
        "error"
    };
    tokio::task::spawn_blocking(move || Binary::start_at(folder.path(), &address.to_string(), log))
        .await
        .unwrap()
}
