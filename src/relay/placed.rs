//! Calls that Nightbell places itself, as far as no webhook tells of them: one is asked for, or one was not placed.

use crate::domain::call;
use crate::domain::facts::Wanted;
use crate::domain::names::ClinicianId;
use crate::domain::next_phone::{self, By};
use crate::domain::text;
use crate::store::{Kind, PlacedRow, StoreDown};

use super::Relay;
use super::backstage::Decided;
use super::own::Own;

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
                None => next_phone::nobody(practice),
            },
        )
        .await
    }

    /// The phone that is to take another's place shall be asked once more; `name` makes this wish one and no other. The
    /// reasons tell whether it was asked often enough today.
    ///
    /// # Errors
    /// As [`Relay::decides`].
    pub async fn ask_next_phone(
        &self,
        name: &str,
        clinician: &ClinicianId,
        by: By,
    ) -> Result<Decided, StoreDown> {
        let own = Own {
            key: format!("ask-next-phone/{name}"),
            kind: Kind::Other,
            event: "next-phone-asked",
        };
        let (clinician, whose) = (clinician.clone(), clinician.clone());
        self.decides(
            own,
            move |practice, _, now| next_phone::wanted(practice, &whose, now),
            move |practice, facts, now| match practice.clinicians.get(&clinician) {
                Some(clinician) => next_phone::ask(practice, facts, clinician, by, now),
                None => next_phone::nobody(practice),
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
        let (purpose, to) = (row.purpose.clone(), row.to.clone());
        let about = purpose.clone();
        self.decides(
            own,
            move |practice, _, now| text::call_failed_wanted(practice, &about, now),
            move |practice, facts, now| text::call_failed(practice, facts, &to, &purpose, now),
        )
        .await?;
        Ok(())
    }
}
