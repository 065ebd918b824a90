//! What a checked document says, with defaults filled in and addresses made absolute.

/// One verb of a call's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Say(Say),
    Play(Play),
    /// Seconds.
    Pause(u32),
    Gather(Gather),
    Record(Record),
    Dial(Dial),
    Redirect {
        url: String,
        get: bool,
    },
    Hangup,
    Reject {
        busy: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Say {
    pub text: String,
    pub language: Option<String>,
    pub voice: Option<String>,
    /// 0 in the document is 1000 here.
    pub times: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Play {
    pub url: Option<String>,
    pub digits: Option<String>,
    pub times: u32,
}

/// What a `<Gather>` may say while it listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Prompt {
    Say(Say),
    Play(Play),
    Pause(u32),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gather {
    /// None: the current document's address.
    pub action: Option<String>,
    pub get: bool,
    /// Seconds without a key.
    pub timeout: u32,
    /// Empty: none.
    pub finish_on_key: String,
    pub num_digits: Option<usize>,
    pub action_on_empty: bool,
    pub prompts: Vec<Prompt>,
}

/// Where and when a recording's state is announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordStatus {
    pub url: String,
    pub events: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// None: the current document's address.
    pub action: Option<String>,
    pub get: bool,
    /// Seconds of silence; 0: never.
    pub timeout: u32,
    pub finish_on_key: String,
    pub max_length: u32,
    pub beep: bool,
    pub trim: bool,
    pub status: Option<RecordStatus>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dial {
    pub action: Option<String>,
    pub get: bool,
    pub answer_on_bridge: bool,
    pub caller_id: Option<String>,
    pub hangup_on_star: bool,
    pub time_limit: u32,
    pub timeout: u32,
    /// Channels to record; none: no recording.
    pub record: Option<u32>,
    pub record_status: Option<RecordStatus>,
    pub sequential: bool,
    pub numbers: Vec<Number>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub number: String,
    pub url: Option<String>,
    pub get: bool,
    pub send_digits: Option<String>,
    pub status_callback: Option<String>,
    pub status_events: Vec<String>,
}
