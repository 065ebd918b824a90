//! The pages of the hours as somebody is shown them, for a practice of three with a rota.

mod forms;
mod pictures;

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};

use super::*;
use crate::clock::Clock;
use crate::config::edit::Editor;
use crate::config::{self, Context, Secrets};
use crate::console::accounts::Register;
use crate::console::form::Posted;
use crate::console::gate::{Arrival, Token};
use crate::console::words::{Tongue, Words};
use crate::console::{Account, Console, Parts, Role};
use crate::domain::names::{ClinicianId, IdKey};
use crate::relay::testing;

pub const PRACTICE: &str = r#"
[practice]
name = "Harbour Street Surgery"
country = "GB"
region = "GB-ENG"
time_zone = "Europe/London"
language = "en-GB"
front_desk = "+441632960001"
hours = "Mo-Fr 08:30-18:00; PH off"

[provider]
kind = "local"

[lines]
back = ["+447700900201", "+447700900202"]

[[clinician]]
id = "okafor"
name = "Dr Ada Okafor"
line = "+447700900101"
phone = "+447700900123"
hours = "Mo-Fr 09:00-12:30,14:00-18:00; PH off"
away = [{ from = 2026-12-24, to = 2027-01-02, cover = "lindqvist" }]
backup = ["lindqvist"]

[[clinician]]
id = "lindqvist"
name = "Dr Nils Lindqvist"
line = "+447700900102"
phone = "+447700900124"
hours = "Mo-Th 22:00-06:00, Fr 18:00-08:00"

[[clinician]]
id = "moreau"
name = "Claire Moreau, nurse"
line = "+447700900103"
phone = "+447700900125"
away = [{ from = 2026-12-01, to = 2026-12-02 }]

[[rota]]
name = "on-call"
shifts = [
  { hours = "Sa,Su", clinician = "okafor" },
  { hours = "Mo-Fr 08:30-24:00", clinician = "lindqvist" },
]
"#;

const PATIENTS: &str = "phone,name,clinician,urgent\n+447700900456,Rosa Diaz,okafor,yes\n";

/// A console of one practice, at one moment.
pub struct Stand {
    console: Console,
    at: DateTime<Utc>,
    _folder: tempfile::TempDir,
    _data: tempfile::TempDir,
}

impl Stand {
    /// Of this practice, at a moment in UTC.
    pub fn of(practice: &str, at: &str) -> Self {
        let at: DateTime<Utc> = at.parse().unwrap();
        let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(folder.path().join("practice.toml"), practice).unwrap();
        std::fs::write(folder.path().join("patients.csv"), PATIENTS).unwrap();
        let context = Context {
            ids: IdKey::new([7; 16]),
            today: at.date_naive(),
            secrets: Secrets::Optional,
            env: &|_| None,
            lists: None,
        };
        let read = config::load(folder.path(), &context).unwrap_or_else(|why| panic!("{why}"));
        let mut in_force = testing::in_force(&[]);
        in_force.practice = read.practice;
        in_force.holidays = read.holidays;
        in_force.written = read.written;
        let relay = testing::relay(in_force, testing::store(data.path()));
        let editor = Arc::new(Editor::new(folder.path()));
        let console = Console::new(Parts {
            relay,
            editor,
            reload: Arc::new(|| {}),
            register: Arc::new(Register::new(folder.path())),
            machine: Clock::still(at),
        });
        Stand {
            console,
            at,
            _folder: folder,
            _data: data,
        }
    }

    /// The practice above.
    pub fn at(at: &str) -> Self {
        Self::of(PRACTICE, at)
    }

    /// Somebody comes.
    pub fn visit(&self, role: Role, tongue: Tongue) -> Visit {
        Visit {
            console: self.console.clone(),
            who: Arc::new(Account {
                name: "ada".to_owned(),
                role,
                language: None,
            }),
            words: Words::new(tongue),
            csrf: "token".to_owned(),
            at: self.at,
            in_force: self.console.relay().in_force(),
            path: "/console/hours".to_owned(),
            token: Token::default(),
            arrival: Arrival { address: None },
        }
    }

    /// What the manager sees of a week.
    pub async fn week(&self, week: &str) -> String {
        let visit = self.visit(Role::Manager, Tongue::English);
        read(show(visit, RawQuery(Some(format!("week={week}")))).await)
            .await
            .1
    }
}

/// Somebody sends a form with these fields.
pub fn posted(visit: Visit, sent: &str) -> Posted {
    let fields = Fields::read(sent.as_bytes());
    Posted { visit, fields }
}

/// The doctor.
pub fn okafor() -> ClinicianId {
    ClinicianId::new("okafor").unwrap()
}

/// An answer as status and text; blanks that do not break are blanks.
pub async fn read(outcome: Outcome) -> (StatusCode, String) {
    let response = outcome.unwrap_or_else(IntoResponse::into_response);
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (
        status,
        String::from_utf8(body.to_vec())
            .unwrap()
            .replace('\u{a0}', " "),
    )
}
