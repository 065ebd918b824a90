//! What the page is shown: the shapes of the snapshot and of the events, as they travel.

mod messages;
mod texts;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};

use crate::provider::local::Heard;

pub use messages::MessageView;
pub use texts::{Author, Direction, OutboxView, PictureView, TextView};

/// One event of the stream.
#[derive(Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Event {
    /// A phone saw or heard something.
    Phone { phone: String, entry: Entry },
    /// A phone was switched on or off.
    Power { phone: String, mode: Power },
    /// A webhook was begun, checked, decided or answered.
    Webhook { webhook: Box<Webhook> },
    /// The time was moved, or something else waits.
    Clock { clock: ClockView },
    /// The relay was started or stopped.
    Relay { relay: RelayView },
    /// The store has changed.
    Store { store: StoreView },
    /// A fault was switched.
    Faults { faults: Faults },
    /// Another configuration is in force, or an edit was refused.
    Configuration { configuration: ConfigurationView },
    /// The practice, its people and its lines have changed.
    Fixed(Fixed),
    /// Who would be reached now.
    Standing { standing: Standing },
    /// A row of the journal.
    Row { row: Row },
    /// A text was taken, or has moved on.
    Text { text: Box<TextView> },
    /// A row of the outbox is new, or has moved on.
    Outbox { row: Box<OutboxView> },
    /// A message was left, or has moved on.
    Message { message: Box<MessageView> },
    /// Events are missing: the snapshot must be loaded again.
    Reset,
}

/// What changes, as the snapshot holds it.
#[derive(Clone, Default, Serialize)]
pub struct Changing {
    #[serde(flatten)]
    pub fixed: Fixed,
    pub clock: ClockView,
    pub relay: RelayView,
    pub store: StoreView,
    pub faults: Faults,
    pub configuration: ConfigurationView,
    pub standing: Standing,
    pub phones: Vec<PhoneView>,
    pub webhooks: Vec<Webhook>,
    pub journal: Vec<Row>,
    pub texts: Vec<TextView>,
    pub outbox: Vec<OutboxView>,
    pub messages: Vec<MessageView>,
}

/// The snapshot: all that a page needs to begin.
#[derive(Serialize)]
pub struct Snapshot {
    /// Names this run of the demo.
    pub epoch: String,
    /// The number of the newest event that is in it.
    pub last: u64,
    pub version: &'static str,
    pub moments: Vec<MomentView>,
    #[serde(flatten)]
    pub changing: Changing,
}

/// What only a new configuration changes, or a day on which an access begins or ends.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Fixed {
    pub practice: PracticeView,
    pub people: Vec<PersonView>,
    pub lines: Vec<LineView>,
}

/// The practice itself.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct PracticeView {
    pub name: String,
    pub zone: String,
    pub language: String,
    pub emergency: String,
}

/// Somebody with a telephone.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct PersonView {
    pub number: String,
    pub name: String,
    pub first: String,
    pub initials: String,
    pub role: &'static str,
    pub side: &'static str,
    pub story: String,
    pub tag: String,
    pub language: String,
    pub withheld: bool,
    pub landline: bool,
    pub hours: Option<String>,
    pub of: Option<String>,
    /// A clinician's own front line, which takes commands; E.164.
    pub line: Option<String>,
    /// The PIN of that line, which only the demo shows.
    pub pin: Option<&'static str>,
    pub contacts: Vec<Contact>,
}

/// A number at hand on somebody's telephone, E.164.
#[derive(Clone, PartialEq, Serialize)]
pub struct Contact {
    pub name: String,
    pub note: String,
    pub number: String,
}

/// One of the practice's own lines: `front` or `back`.
#[derive(Clone, PartialEq, Serialize)]
pub struct LineView {
    pub number: String,
    pub kind: &'static str,
    pub name: String,
}

/// A moment on offer, UTC.
#[derive(Serialize)]
pub struct MomentView {
    pub id: &'static str,
    pub label: String,
    pub title: String,
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
}

/// The time of the demo. It runs on from here.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct ClockView {
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    /// The same in the practice's zone.
    pub local: String,
    /// Which moment was chosen last, unless the time was moved otherwise since.
    pub moment: Option<String>,
    /// The next thing that waits.
    #[serde(serialize_with = "some_millis")]
    pub next_due: Option<DateTime<Utc>>,
    /// Whether something was under way at that moment, such as a webhook.
    pub busy: bool,
}

/// The relay: whether it runs, and where.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct RelayView {
    pub up: bool,
    pub address: String,
    /// How often it was started.
    pub starts: u32,
}

/// The store: whether it can be written, and what is in it.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct StoreView {
    pub up: bool,
    pub why: Option<String>,
    pub journal: u64,
    pub recordings: u64,
    pub outbox: u64,
    pub chain: Chain,
}

/// Whether the journal's hash chain is whole.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chain {
    Whole,
    Broken,
    #[default]
    Unread,
}

/// Which faults are on.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    pub store: bool,
    pub slow: bool,
    pub relay: bool,
    /// How many webhooks are still to be delivered twice.
    pub twice: usize,
}

/// The configuration in force, and the edit that was refused.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct ConfigurationView {
    pub version: String,
    #[serde(serialize_with = "millis")]
    pub since: DateTime<Utc>,
    pub refused: Option<RefusedView>,
}

/// An edit on disk that is not in force.
#[derive(Clone, PartialEq, Serialize)]
pub struct RefusedView {
    #[serde(serialize_with = "millis")]
    pub since: DateTime<Utc>,
    pub mistakes: Vec<MistakeView>,
}

/// One mistake, with its place: line and column from 1.
#[derive(Clone, PartialEq, Serialize)]
pub struct MistakeView {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub severity: &'static str,
    pub message: String,
    pub line_text: String,
    pub help: String,
}

/// Who would be reached now.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Standing {
    pub on_duty: Option<String>,
    pub clinicians: Vec<ClinicianStanding>,
}

/// How one clinician stands, in words.
#[derive(Clone, PartialEq, Serialize)]
pub struct ClinicianStanding {
    pub clinician: String,
    pub words: String,
}

/// Whether a phone is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Power {
    #[default]
    Normal,
    Off,
}

/// A phone and what it saw and heard last.
#[derive(Clone, Default, Serialize)]
pub struct PhoneView {
    pub number: String,
    pub mode: Power,
    pub transcript: Vec<Entry>,
}

/// One line of a phone's transcript, with its number within the phone.
#[derive(Clone, Serialize)]
pub struct Entry {
    pub n: u64,
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    pub call: Option<String>,
    /// The text that it is about, as in [`TextView::sid`].
    pub text: Option<String>,
    pub what: Heard,
}

/// A webhook and what is known of it so far.
#[derive(Clone, Serialize)]
pub struct Webhook {
    pub n: u64,
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    pub kind: &'static str,
    pub attempt: u32,
    pub method: &'static str,
    pub url: String,
    pub params: Vec<(String, String)>,
    pub signature: String,
    pub signed: String,
    pub token: String,
    pub call: Option<String>,
    pub leg: Option<String>,
    pub phone: Option<String>,
    pub done: bool,
    pub status: Option<u16>,
    pub content_type: Option<String>,
    pub body: String,
    pub failure: Option<String>,
    pub took_ms: f64,
    pub checked: Option<Checked>,
    pub decision: Option<DecisionView>,
}

/// What checking a webhook's signature has shown.
#[derive(Clone, Serialize)]
pub struct Checked {
    pub valid: bool,
    pub words: String,
}

/// What the relay decided, with every rule in a sentence; whether the store has it, and whether it came before.
#[derive(Clone, Serialize)]
pub struct DecisionView {
    pub outcome: &'static str,
    pub clinician: Option<String>,
    pub reasons: Vec<String>,
    /// Who is rung, by name.
    pub rings: Option<String>,
    pub kept: bool,
    pub again: bool,
}

/// One row of the journal.
#[derive(Clone, PartialEq, Serialize)]
pub struct Row {
    pub seq: i64,
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    pub kind: String,
    pub outcome: String,
    pub clinician: Option<String>,
}

fn millis<S: Serializer>(at: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

fn some_millis<S: Serializer>(at: &Option<DateTime<Utc>>, to: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => millis(at, to),
        None => to.serialize_none(),
    }
}
