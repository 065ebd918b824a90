//! A clinician's text to the own front line: a command.

use chrono::{DateTime, Duration, Utc};

use crate::domain::availability::{on_duty, reachable_again};
use crate::domain::decision::{Decision, Effect, Outcome};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::words::{Reserved, reserved};
use super::{Draft, Step};

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::days(31);

impl Step<'_> {
    pub(super) fn command(&self, mut draft: Draft, clinician: &Clinician) -> Decision {
        draft.clinician = Some(clinician.id.clone());
        // The provider answers its own words itself.
        if matches!(
            reserved(&self.text.body),
            Some(Reserved::Stop | Reserved::Start)
        ) {
            draft.reasons.push(Reason::ReservedWord);
            return draft.decide(Outcome::Refuse);
        }
        let mut words = self.text.body.split_whitespace();
        let word = words.next().unwrap_or_default().to_uppercase();
        let answer = match word.as_str() {
            "PAUSE" => self.pause(&mut draft, clinician, words.next()),
            "RESUME" => {
                draft.effects.push(Effect::Pause {
                    clinician: clinician.id.clone(),
                    until: None,
                });
                Phrase::CommandResumed
            }
            "WHO" => Phrase::CommandWho {
                clinician: clinician.id.clone(),
                until: reachable_again(self.practice, clinician, &self.facts.pauses, self.now),
                on_duty: on_duty(self.practice, self.now).map(|duty| duty.id.clone()),
            },
            "COMMANDS" | "HELP" | "INFO" => Phrase::CommandHelp,
            "ADD" | "REMOVE" => Phrase::CommandFailed,
            _ => {
                self.tell_clinician(&mut draft, clinician, Phrase::CommandUnknown);
                return draft.decide(Outcome::Command);
            }
        };
        draft.reasons.push(Reason::IsCommand { word });
        self.tell_clinician(&mut draft, clinician, answer);
        draft.decide(Outcome::Command)
    }

    fn pause(&self, draft: &mut Draft, clinician: &Clinician, length: Option<&str>) -> Phrase {
        let Some(until) = length.and_then(|length| pause_until(length, self.now)) else {
            return Phrase::CommandUnknown;
        };
        draft.effects.push(Effect::Pause {
            clinician: clinician.id.clone(),
            until: Some(until),
        });
        Phrase::CommandPaused { until }
    }
}

/// The end of a pause written as `30m`, `2h` or `3d`.
fn pause_until(length: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let unit = length.chars().next_back()?;
    let number: i64 = length
        .strip_suffix(unit)?
        .parse()
        .ok()
        .filter(|number| (1..=10_000).contains(number))?;
    let pause = match unit.to_ascii_lowercase() {
        'm' => Duration::minutes(number),
        'h' => Duration::hours(number),
        'd' => Duration::days(number),
        _ => return None,
    };
    (pause <= LONGEST_PAUSE).then_some(now + pause)
}
