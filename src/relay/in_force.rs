//! What is in force: the last good configuration, with everything that is derived from it once.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::config::Retention;
use crate::config::holidays::Calendar;
use crate::config::written::Written;
use crate::domain::guard::Guard;
use crate::domain::practice::Practice;
use crate::prompts::Prompts;
use crate::provider::twilio::Verifier;
use crate::provider::twilio::rest::Account;

/// The configuration in force. Immutable; a change on disk makes a new one.
pub struct InForce {
    /// The practice.
    pub practice: Practice,
    /// The sentences, with the practice's own.
    pub prompts: Prompts,
    /// Looks for clinicians' numbers in everything that goes out.
    pub guard: Guard,
    /// Checks who signed a webhook.
    pub verifier: Verifier,
    /// Without a trailing slash.
    pub public_url: String,
    /// With what requests to the provider are made; `None` where there is no token.
    pub account: Option<Account>,
    /// How many segments of texts a line sends in a second.
    pub pace: f64,
    /// How long things are kept.
    pub retention: Retention,
    /// The public holidays of the practice's region.
    pub holidays: Calendar,
    /// What the files say that no decision depends on.
    pub written: Written,
    /// Since when it is in force, UTC.
    pub since: DateTime<Utc>,
}

/// Why the configuration on disk is not the one in force.
#[derive(Clone, Debug)]
pub struct RefusedEdit {
    /// Since when, UTC.
    pub since: DateTime<Utc>,
    /// How many mistakes it has.
    pub mistakes: usize,
    /// The first of them, `file:line:column: what is wrong`; no line text.
    pub first: String,
}

/// The configuration in force and the edit that was refused, if any. Swapped as one.
#[derive(Clone)]
pub struct Configured {
    /// What is in force.
    pub in_force: Arc<InForce>,
    /// The edit on disk that is not.
    pub refused: Option<Arc<RefusedEdit>>,
}
