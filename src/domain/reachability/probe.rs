//! A caller who has access, lets every phone ring out and presses the key for urgent.

use chrono::{DateTime, Utc};

use crate::domain::call::decide;
use crate::domain::decision::{Answer, Destination};
use crate::domain::event::{Call, CallEvent, Path, Progress, RingEnded, RingResult};
use crate::domain::facts::Facts;
use crate::domain::names::CallId;
use crate::domain::phone::{Caller, E164};
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::probe::Probe;

/// A call has far fewer steps; one that has more goes round in circles.
const MOST_STEPS: usize = 200;

/// What became of one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Walk {
    /// Whether the phone of any clinician rang.
    pub rings: bool,
    /// Whether it ended in a message, or in words with the emergency number.
    pub ends_well: bool,
}

/// The practice with two patients who may call everybody, always: one of them urgently.
pub(super) struct Prober {
    practice: Practice,
    ordinary: E164,
    urgent: E164,
}

impl Prober {
    /// Takes numbers that are nobody's.
    pub fn new(practice: &Practice) -> Self {
        let Probe {
            practice,
            ordinary,
            urgent,
        } = Probe::of(practice);
        Prober {
            practice,
            ordinary,
            urgent,
        }
    }

    /// Calls the clinician's front line as either kind of patient; every phone rings out.
    pub fn calls(&self, clinician: &Clinician, at: DateTime<Utc>) -> Walk {
        let urgent = self.walk(
            &call(clinician, Caller::Number(self.urgent)),
            CallEvent::Incoming,
            at,
        );
        let ordinary = self.walk(
            &call(clinician, Caller::Number(self.ordinary)),
            CallEvent::Incoming,
            at,
        );
        Walk {
            rings: ordinary.rings && urgent.rings,
            ends_well: ordinary.ends_well && urgent.ends_well,
        }
    }

    /// Presses the key for urgent in the menu; every phone rings out.
    pub fn presses_urgent(&self, clinician: &Clinician, at: DateTime<Utc>) -> Walk {
        let patient =
            self.practice
                .patients
                .household(&clinician.id, self.urgent, self.practice.day(at));
        let progress = Progress {
            patient: patient.map(|household| household.id),
            ..Progress::start(Path::Patient).next()
        };
        let event = CallEvent::MenuKey {
            key: Some('1'),
            progress,
        };
        self.walk(&call(clinician, Caller::Number(self.urgent)), event, at)
    }

    /// Calls the front line, and every back line, without access. What strangers meet does not vary with time.
    pub fn strangers_end_well(&self, clinician: &Clinician, at: DateTime<Utc>) -> bool {
        let front = call(clinician, Caller::Withheld);
        let back = self.practice.back_lines.iter().map(|line| Call {
            called: line.0,
            ..front.clone()
        });
        let mut calls = std::iter::once(front.clone()).chain(back);
        calls.all(|call| self.walk(&call, CallEvent::Incoming, at).ends_well)
    }

    fn walk(&self, call: &Call, first: CallEvent, at: DateTime<Utc>) -> Walk {
        let facts = Facts::default();
        let mut walk = Walk {
            rings: false,
            ends_well: false,
        };
        let mut event = first;
        for _ in 0..MOST_STEPS {
            let decision = decide(&self.practice, &facts, call, &event, at);
            match end_of(decision.answer, false) {
                End::Rings {
                    clinician,
                    progress,
                } => {
                    walk.rings |= clinician;
                    event = rung_out(progress);
                }
                End::Ends { well } => {
                    walk.ends_well = well;
                    return walk;
                }
            }
        }
        walk
    }
}

fn call(clinician: &Clinician, caller: Caller) -> Call {
    Call {
        id: CallId(0),
        caller,
        called: clinician.line.0,
    }
}

fn rung_out(progress: Progress) -> CallEvent {
    let result = RingResult::NoAnswer;
    CallEvent::RingEnded(RingEnded {
        progress,
        result,
        bridged: None,
        caller_gone: false,
    })
}

/// Where an answer leads a caller who does nothing.
enum End {
    Rings { clinician: bool, progress: Progress },
    Ends { well: bool },
}

/// `told`: whether the emergency number was spoken before.
fn end_of(answer: Answer, told: bool) -> End {
    let tells = |say: &[Phrase]| told || say.contains(&Phrase::Emergency);
    match answer {
        Answer::Ring(ring) => {
            let clinician = matches!(ring.to, Destination::Clinician(_));
            End::Rings {
                clinician,
                progress: ring.progress,
            }
        }
        Answer::Announce { say, then, .. } | Answer::Menu { say, then, .. } => {
            let told = tells(&say);
            end_of(*then, told)
        }
        Answer::Record { .. } => End::Ends { well: true },
        Answer::End { say } => End::Ends { well: tells(&say) },
        Answer::Screen { .. }
        | Answer::Own { .. }
        | Answer::Placed { .. }
        | Answer::Bridge { .. }
        | Answer::Nothing => End::Ends { well: false },
    }
}
