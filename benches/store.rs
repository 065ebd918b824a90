//! How many events a second become durable, next to the least that could be done: one row each in a group commit.
//!
//! `cargo bench --bench store [-- seconds [folder [callers]]]`. Both run on the same disk one after the other, several rounds;
//! the ratio is what counts, since disks differ. The decision is a realistic one: it reads two counts and the
//! clinician's back lines, counts, uses a back line, and is about 600 bytes of JSON.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement: it prints, and may end on a mistake"
)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use nightbell::domain::decision::{Answer, Decision, Destination, Effect, Outcome, Ring};
use nightbell::domain::event::{Path as CallPath, Progress, Target};
use nightbell::domain::facts::{Facts, Wanted};
use nightbell::domain::names::{CallId, ClinicianId, Language, PatientId, Subject, Version};
use nightbell::domain::phone::{E164, Line, PhoneId};
use nightbell::domain::reason::Reason;
use nightbell::store::{Ask, DataFolder, Keys, Kind, Store};
use tokio::sync::oneshot;

const ROUNDS: usize = 3;
/// Each has a back line.
const PATIENTS: u64 = 40;

fn main() {
    let mut args = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"));
    let seconds = args
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(2.0);
    let seconds = Duration::from_secs_f64(seconds);
    let within = args.next().unwrap_or_else(|| ".".to_owned());
    let only: Option<usize> = args.next().and_then(|text| text.parse().ok());
    println!("callers   store/s   (p50 ms)   one row/s   (p50 ms)   ratio");
    for callers in only.map_or(vec![1, 16, 64], |one| vec![one]) {
        let mut rounds: Vec<(Rate, Rate)> = (0..ROUNDS)
            .map(|_| {
                (
                    of_store(within.as_ref(), callers, seconds),
                    of_rows(within.as_ref(), callers, seconds),
                )
            })
            .collect();
        rounds.sort_by(|a, b| a.0.per_second.total_cmp(&b.0.per_second));
        let (store, rows) = &rounds[ROUNDS / 2];
        println!(
            "{callers:7} {:9.0} {:12.2} {:11.0} {:12.2} {:7.2}",
            store.per_second,
            store.median.as_secs_f64() * 1e3,
            rows.per_second,
            rows.median.as_secs_f64() * 1e3,
            store.per_second / rows.per_second,
        );
    }
}

struct Rate {
    per_second: f64,
    median: Duration,
}

/// So many callers, each asking again as soon as it is answered.
fn measure<F: Future<Output = ()> + Send>(
    callers: usize,
    lasting: Duration,
    once: impl Fn(u64) -> F + Send + Sync + 'static,
) -> Rate {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async move {
        let (once, next) = (Arc::new(once), Arc::new(AtomicU64::new(0)));
        let begun = Instant::now();
        let tasks: Vec<_> = (0..callers)
            .map(|_| {
                let (once, next) = (once.clone(), next.clone());
                tokio::spawn(async move {
                    let mut took = Vec::new();
                    while begun.elapsed() < lasting {
                        let since = Instant::now();
                        once(next.fetch_add(1, Ordering::Relaxed)).await;
                        took.push(since.elapsed());
                    }
                    took
                })
            })
            .collect();
        let mut took = Vec::new();
        for task in tasks {
            took.extend(task.await.unwrap());
        }
        let elapsed = begun.elapsed().as_secs_f64();
        took.sort_unstable();
        Rate {
            per_second: took.len() as f64 / elapsed,
            median: took[took.len() / 2],
        }
    })
}

fn of_store(within: &Path, callers: usize, lasting: Duration) -> Rate {
    let dir = tempfile::tempdir_in(within).unwrap();
    let folder = DataFolder::open(dir.path()).unwrap();
    let keys = Keys::new(&[7; 32]).unwrap();
    let store = Store::open(folder, keys, start());
    let asking = store.clone();
    let rate = measure(callers, lasting, move |n| {
        let store = asking.clone();
        async move {
            store.once(call(n)).await.expect("the store is up");
        }
    });
    assert_eq!(store.health().down, None);
    if let Some(busy) = writer_busy() {
        let calls = store.health().journal;
        println!(
            "{callers:7} callers: {calls} calls, {:.1} µs of the writer's processor each",
            busy / calls as f64
        );
    }
    rate
}

/// For how many microseconds the writer's thread was on a processor; on Linux only.
fn writer_busy() -> Option<f64> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?;
    let busy = |thread: std::fs::DirEntry| {
        let name = std::fs::read_to_string(thread.path().join("comm")).ok()?;
        let times = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        let nanos: f64 = times.split(' ').next()?.parse().ok()?;
        (name.trim() == "store").then_some(nanos / 1e3)
    };
    threads.flatten().find_map(busy)
}

fn start() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

/// Spreads as a digest of the provider's id does.
fn call_id(n: u64) -> CallId {
    let mixed = u128::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    CallId(mixed ^ (mixed >> 64))
}

fn number(base: u64, n: u64) -> E164 {
    format!("+{}", base + n).parse().unwrap()
}

fn call(n: u64) -> Ask {
    let clinician = ClinicianId::new("okafor").unwrap();
    let (id, patient) = (call_id(n), n % PATIENTS);
    let phone = number(447_700_900_000, patient);
    let line = Line(number(441_632_960_000, patient));
    let subject = Subject(patient.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let wanted = Wanted {
        day: Some(start().date_naive()),
        counts: vec![subject, Subject(!subject.0)],
        back_lines_of: vec![clinician.clone()],
        history_of: Some(id),
        ..Wanted::default()
    };
    Ask {
        key: format!("{id}/1"),
        kind: Kind::Call,
        sid: None,
        at: start(),
        version: Version(1),
        wanted,
        personal: format!(
            r#"{{"from":"{}","to":"+441632960100","provider":"CA{id}","city":"London","country":"GB"}}"#,
            phone.wire()
        ),
        patience: Duration::from_secs(2),
        even_if_unawaited: false,
        decide: Box::new(move |facts| decide(facts, &clinician, line, phone, subject, patient)),
    }
}

fn decide(
    facts: &Facts,
    clinician: &ClinicianId,
    line: Line,
    phone: E164,
    subject: Subject,
    patient: u64,
) -> Decision {
    let target = Target {
        clinician: clinician.clone(),
        phone: PhoneId(7),
    };
    let line = facts
        .back_lines
        .iter()
        .find(|known| known.phone == phone)
        .map_or(line, |b| b.line);
    Decision {
        outcome: Outcome::Ring,
        clinician: Some(clinician.clone()),
        reasons: vec![
            Reason::FrontLineOf {
                clinician: clinician.clone(),
            },
            Reason::GrantInForce {
                patients: vec![PatientId(patient)],
            },
            Reason::HoursOpen {
                clinician: clinician.clone(),
            },
            Reason::WithinLimit {
                calls: facts.count(0),
                limit: 6,
            },
            Reason::Shows { line },
            Reason::Rings {
                target: target.clone(),
            },
        ],
        answer: Answer::Ring(Ring {
            say: Vec::new(),
            to: Destination::Clinician(target.clone()),
            caller_id: line,
            seconds: 20,
            progress: Progress {
                tried: vec![target],
                ..Progress::start(CallPath::Patient)
            },
        }),
        language: Language::ENGLISH,
        next_open: None,
        effects: vec![
            Effect::Count {
                subject,
                day: start().date_naive(),
            },
            Effect::UseBackLine {
                clinician: clinician.clone(),
                line,
                phone,
                who: Vec::new(),
            },
        ],
    }
}

struct Row {
    id: String,
    from: String,
    to: String,
    done: oneshot::Sender<()>,
}

/// The least: a row in a synced transaction that it shares with what else has queued up.
fn of_rows(within: &Path, callers: usize, lasting: Duration) -> Rate {
    let dir = tempfile::tempdir_in(within).unwrap();
    let db = rusqlite::Connection::open(dir.path().join("rows.db")).unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    db.pragma_update(None, "synchronous", "FULL").unwrap();
    let table = "CREATE TABLE events (id TEXT PRIMARY KEY, sender TEXT, receiver TEXT, body TEXT,
                   received_at INTEGER) WITHOUT ROWID";
    db.execute_batch(table).unwrap();
    let (rows, queue) = mpsc::channel::<Row>();
    let writer = std::thread::spawn(move || write_rows(&db, &queue));
    let rate = measure(callers, lasting, move |n| {
        let (done, committed) = oneshot::channel();
        let (from, to) = (
            number(447_700_900_000, n % PATIENTS),
            number(441_632_960_100, 0),
        );
        let id = format!("CA{}", call_id(n));
        let sent = rows.send(Row {
            id,
            from: from.wire(),
            to: to.wire(),
            done,
        });
        async move {
            sent.unwrap();
            committed.await.unwrap();
        }
    });
    writer.join().unwrap();
    rate
}

fn write_rows(db: &rusqlite::Connection, queue: &mpsc::Receiver<Row>) {
    let mut insert = db
        .prepare("INSERT INTO events VALUES (?1, ?2, ?3, '', ?4) ON CONFLICT DO NOTHING")
        .unwrap();
    let mut group = Vec::new();
    while let Ok(first) = queue.recv() {
        group.push(first);
        group.extend(queue.try_iter().take(1023));
        db.execute_batch("BEGIN IMMEDIATE").unwrap();
        for row in &group {
            insert
                .execute((&row.id, &row.from, &row.to, 1_764_000_000_000_i64))
                .unwrap();
        }
        db.execute_batch("COMMIT").unwrap();
        for row in group.drain(..) {
            let _gone = row.done.send(());
        }
    }
}
