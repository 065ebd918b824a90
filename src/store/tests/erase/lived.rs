//! A patient with everything that there can be of one.

use std::collections::BTreeSet;
use std::path::Path;

use bytes::Bytes;
use futures_util::stream;

use super::super::*;
use crate::domain::event::{Purpose, Target};
use crate::domain::names::PatientId;
use crate::domain::outbox::{Attachment, Author, Edit, Wait};
use crate::domain::phone::PhoneId;

/// One patient of Dr Okafor's, and what there is of this one.
pub(super) struct Patient {
    pub(super) name: &'static str,
    pub(super) phone: E164,
    pub(super) line: Line,
    pub(super) mark: u32,
    pub(super) call: CallId,
    /// Part of every id that the provider gives.
    pub(super) n: u32,
}

pub(super) fn rosa_diaz() -> Patient {
    Patient {
        name: "Rosa Diaz",
        phone: rosa(),
        line: back_line(),
        mark: 3,
        call: CallId(0xa1),
        n: 1,
    }
}

pub(super) fn marie() -> Patient {
    Patient {
        name: "Marie Dupont",
        phone: number("+447700900457"),
        line: Line(number("+447700900202")),
        mark: 4,
        call: CallId(0xa2),
        n: 2,
    }
}

impl Patient {
    pub(super) fn id(&self) -> PatientId {
        keys().ids().patient("okafor", self.name, self.phone)
    }

    pub(super) fn whom(&self) -> Whom {
        Whom {
            names: vec![self.name.to_owned()],
            phones: vec![self.phone],
            shared: Vec::new(),
            clinicians: vec![okafor()],
        }
    }

    pub(super) fn event(&self, what: &str, from: &str, more: &str) -> String {
        let sid = format!("SM{what}{}", self.n);
        format!(r#"{{"from":{from},"event":"{what}","sid":"{sid}"{more}}}"#)
    }

    pub(super) fn a_patients_text(&self) -> String {
        format!(r#"{{"number":"{}"}}"#, self.phone.wire())
    }

    pub(super) fn text(&self, to: Recipient, author: Author, attachments: usize) -> Effect {
        let words = format!("the words of or to {}", self.name);
        let words = Outgoing::words(
            OutgoingKind::Relay,
            to,
            self.line,
            Body::Verbatim(words),
            start(),
        );
        let attachment = |n| Attachment {
            address: format!("https://api.example/Messages/MM{}/Media/ME{n}", self.n),
            claimed: "image/jpeg".to_owned(),
        };
        Effect::Send(Outgoing {
            author,
            wait: Wait::Due,
            attachments: (0..attachments).map(attachment).collect(),
            ..words
        })
    }
}

/// A row of the journal with what is personal in it.
pub(super) async fn happens(
    store: &Store,
    key: String,
    at: DateTime<Utc>,
    personal: String,
    effects: Vec<Effect>,
) -> Answered {
    let ask = ask(&key, Outcome::Relay, effects);
    let ask = Ask {
        at,
        personal,
        ..ask
    };
    store.once(ask).await.unwrap()
}

/// Everything that there can be of a patient.
pub(super) async fn lives(store: &Store, one: &Patient) {
    let n = one.n;
    let back = Effect::UseBackLine {
        clinician: okafor(),
        line: one.line,
        phone: one.phone,
        who: Vec::new(),
    };
    let mark = Effect::UseMark {
        clinician: okafor(),
        mark: one.mark,
        phone: one.phone,
        who: Vec::new(),
    };
    let author = Author::Patient {
        phone: one.phone,
        clinician: okafor(),
    };
    let to_clinician = one.text(Recipient::Clinician(okafor()), author, 1);
    let event = one.event("text", &one.a_patients_text(), r#","body":"my knee hurts""#);
    happens(
        store,
        format!("text/SM{n}"),
        start(),
        event,
        vec![back, mark, to_clinician],
    )
    .await;
    keep_attachments(store).await;
    reply(store, one).await;
    command(store, one).await;
    message(store, one).await;
}

pub(super) async fn keep_attachments(store: &Store) {
    for row in store.media_due(later(1), 10).await.unwrap() {
        let photo = format!("a photo of {}", row.id).into_bytes();
        store.vault().put(row.id, photo).await.unwrap();
        store.media_kept(row.id, "image/jpeg", 10).await.unwrap();
    }
}

/// The clinician's reply over the back line.
pub(super) async fn reply(store: &Store, one: &Patient) {
    let author = Author::Clinician {
        clinician: okafor(),
        line: one.line,
    };
    let text = one.text(Recipient::Number(one.phone), author, 0);
    let to = format!(r#","to":"{}","body":"come at four""#, one.line.wire());
    let event = one.event("reply", r#"{"clinician":"okafor"}"#, &to);
    happens(
        store,
        format!("text/SMreply{}", one.n),
        later(2),
        event,
        vec![text],
    )
    .await;
}

/// A command that names the patient, the change that it asks for, and a call that is to be placed.
pub(super) async fn command(store: &Store, one: &Patient) {
    let edit = Effect::Edit {
        clinician: okafor(),
        line: one.line,
        edit: Edit::Add {
            phone: one.phone,
            name: one.name.to_owned(),
            until: None,
        },
    };
    let call = Effect::PlaceCall {
        to: Target {
            clinician: okafor(),
            phone: PhoneId(1),
        },
        from: one.line,
        purpose: Purpose::Connect {
            patient: one.id(),
            phone: PhoneId(one.n),
        },
        until: later(60),
    };
    let body = format!(
        r#","to":"+447700900101","body":"add 0{} {}""#,
        &one.phone.wire()[3..],
        one.name.to_uppercase()
    );
    let event = one.event("command", r#"{"clinician":"okafor"}"#, &body);
    happens(
        store,
        format!("text/SMcommand{}", one.n),
        later(3),
        event,
        vec![edit, call],
    )
    .await;
}

/// A call that leaves one message, and may leave another.
pub(super) async fn message(store: &Store, one: &Patient) {
    let expect = Effect::ExpectMessage {
        call: one.call,
        mailbox: Mailbox::Clinician(okafor()),
        patients: vec![one.id()],
        phone: Some(one.phone),
        ask_at: later(5),
    };
    let event = one.event("incoming", &one.a_patients_text(), "");
    happens(
        store,
        step(one.call, 1),
        later(4),
        event,
        vec![expect.clone()],
    )
    .await;
    let recording = Effect::Recording {
        call: one.call,
        recording: format!("RE{}", one.n),
        mailbox: Mailbox::Clinician(okafor()),
        patients: vec![one.id()],
        seconds: Some(20),
        absent: false,
        told: None,
    };
    // What the clinician keyed on that call says nobody's name.
    let event = one.event("key", r#"{"clinician":"okafor"}"#, r#","key":"1""#);
    happens(
        store,
        step(one.call, 2),
        later(5),
        event,
        vec![recording, expect],
    )
    .await;
    for row in store.messages_due(later(6), 10).await.unwrap() {
        let sound = Bytes::from(format!("RIFF the voice of {}", row.id));
        let chunks = stream::iter([Ok::<_, std::io::Error>(sound)]);
        store.voicemail().put_stream(row.id, chunks).await.unwrap();
        assert!(store.message_kept(row.id, 10, 20).await.unwrap());
    }
}

/// Everything encrypted that the database holds, and every encrypted file.
pub(super) fn sealed(dir: &Path) -> BTreeSet<Vec<u8>> {
    let connection = super::super::connect::reader(&dir.join("nightbell.db")).unwrap();
    let mut found = BTreeSet::new();
    for table in [
        "journal",
        "outbox",
        "media",
        "message",
        "expected",
        "back_line",
        "mark",
        "edit",
    ] {
        let sql = format!("SELECT sealed FROM {table} WHERE sealed IS NOT NULL");
        let mut select = connection.prepare(&sql).unwrap();
        let rows = select.query_map([], |row| row.get(0)).unwrap();
        found.extend(rows.map(|row| row.unwrap()));
    }
    for folder in ["media", "voicemail"] {
        for (_, content) in files(&dir.join(folder)) {
            found.insert(content);
        }
    }
    found
}

pub(super) fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.push((name, std::fs::read(&path).unwrap()));
        }
    }
    found
}

pub(super) fn stands_in(dir: &Path, bytes: &[u8]) -> bool {
    let mut all = files(dir).into_iter();
    all.any(|(_, content)| content.windows(bytes.len()).any(|window| window == bytes))
}

pub(super) async fn rows_with_content(store: &Store) -> Vec<String> {
    let rows = store.journal(100).await.unwrap().into_iter();
    rows.filter(|row| row.personal.is_some())
        .map(|row| row.key)
        .collect()
}

pub(super) async fn messages(store: &Store) -> usize {
    super::messages::of(store, okafor(), false).await.len()
}
