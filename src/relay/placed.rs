//! Calls that Nightbell places itself, as far as no webhook tells of them: one is asked for, or one was not placed.

use crate::domain::call;
use crate::domain::decision::{Answer, Decision, Outcome};
use crate::domain::event::{CallEvent, Purpose};
use crate::domain::facts::Wanted;
use crate::domain::names::{CallId, ClinicianId};
use crate::domain::practice::Practice;
use crate::domain::text;
use crate::store::{Kind, PlacedRow, StoreDown};

use super::backstage::Decided;
use super::own::Own;
use super::{Relay, read};

impl Relay {
    /// A clinician's phone shall be called, so that a PIN is chosen there; `name` makes this request one and no other.
    ///
    /// # Errors
    /// As [`Relay::decides`].
    pub async fn call_for_pin(
        &self,
        name: &str,
        clinician: &ClinicianId,
    ) -> Result<Decided, StoreDown> {
        let own = Own {
            key: format!("hatch/{name}"),
            kind: Kind::Other,
            event: "pin-call-asked",
        };
        let clinician = clinician.clone();
        self.decides(
            own,
            |_, _, _| Wanted::default(),
            move |practice, _, now| match practice.clinicians.get(&clinician) {
                Some(clinician) => call::call_to_choose(practice, clinician, now),
                None => nothing(practice),
            },
        )
        .await
    }

    /// A call was not placed, or nobody knows whether it was: whoever waits for it is told, once.
    ///
    /// # Errors
    /// As [`Relay::decides`].
    pub async fn not_placed(&self, row: &PlacedRow) -> Result<(), StoreDown> {
        let own = Own {
            key: format!("placed/{}/failed", row.id),
            kind: Kind::Status,
            event: "not-placed",
        };
        let row = row.clone();
        match row.purpose {
            // Whoever wants it chooses it again.
            Purpose::ChoosePin => return Ok(()),
            Purpose::Connect { .. } => {
                self.decides(
                    own,
                    |_, _, _| Wanted::default(),
                    move |practice, facts, now| text::call_failed(practice, facts, &row.to, now),
                )
                .await?
            }
            // As if it had rung out: the next phone must not wait.
            Purpose::UrgentText { .. } => {
                let call = read::leg(CallId(row.id.0));
                let event = CallEvent::PlacedEnded {
                    placed: row.id,
                    to: row.to.clone(),
                    purpose: row.purpose.clone(),
                };
                let (of, ended) = (call.clone(), event.clone());
                self.decides(
                    own,
                    move |practice, pauses, now| call::wanted(practice, pauses, &of, &ended, now),
                    move |practice, facts, now| call::decide(practice, facts, &call, &event, now),
                )
                .await?
            }
        };
        Ok(())
    }
}

fn nothing(practice: &Practice) -> Decision {
    Decision {
        outcome: Outcome::Noted,
        clinician: None,
        reasons: Vec::new(),
        answer: Answer::Nothing,
        language: practice.language,
        next_open: None,
        effects: Vec::new(),
    }
}
