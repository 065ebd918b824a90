//! Who calls or texts which line: the first question of every decision.

use chrono::{DateTime, Utc};

use super::names::ClinicianId;
use super::patients::Household;
use super::phone::{Caller, E164, Line, PhoneId};
use super::practice::{Clinician, Practice};
use super::reason::Reason;

/// Who calls or texts, and what about.
pub enum Who<'a> {
    /// Someone with a grant in force for the line's clinician.
    Patient {
        clinician: &'a Clinician,
        household: Household<'a>,
    },
    /// A clinician on the own front line, and from which of the phones.
    OwnLine {
        clinician: &'a Clinician,
        phone: PhoneId,
    },
    /// A clinician on a back line; whether it is assigned, the facts tell.
    OnBackLine {
        clinician: &'a Clinician,
        phone: PhoneId,
        line: Line,
    },
    /// Anyone else.
    Stranger { clinician: Option<&'a Clinician> },
    /// One of the practice's own lines: a loop.
    OwnNumber,
    /// The number called is none of the practice's.
    NotInUse,
}

/// Finds out who calls or texts, and adds the rules that told.
pub fn identify<'a>(
    practice: &'a Practice,
    caller: &Caller,
    called: E164,
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> Who<'a> {
    let front = practice.clinicians.by_line(Line(called));
    if let Some(clinician) = front {
        reasons.push(Reason::FrontLineOf {
            clinician: clinician.id.clone(),
        });
    } else if practice.is_back_line(called) {
        reasons.push(Reason::BackLine { line: Line(called) });
    } else {
        reasons.push(Reason::LineUnknown);
        return Who::NotInUse;
    }
    let number = match caller {
        Caller::Number(number) => *number,
        Caller::Withheld => {
            reasons.push(Reason::CallerWithheld);
            return Who::Stranger { clinician: front };
        }
        Caller::Other => {
            reasons.push(Reason::CallerNoNumber);
            return Who::Stranger { clinician: front };
        }
    };
    if practice.is_own_line(number) {
        reasons.push(Reason::FromOwnLine);
        return Who::OwnNumber;
    }
    let Some(clinician) = front else {
        return on_back_line(practice, number, Line(called), reasons);
    };
    let mut own = clinician.phones.iter();
    if let Some(phone) = own.find(|phone| phone.number.is(number)) {
        reasons.push(Reason::CallerIsClinician {
            clinician: clinician.id.clone(),
        });
        return Who::OwnLine {
            clinician,
            phone: phone.id,
        };
    }
    match practice
        .patients
        .household(&clinician.id, number, practice.day(now))
    {
        Some(household) => {
            reasons.push(Reason::GrantInForce {
                patients: household.patients(),
            });
            Who::Patient {
                clinician,
                household,
            }
        }
        None => {
            reasons.push(why_not(practice, &clinician.id, number, now));
            Who::Stranger {
                clinician: Some(clinician),
            }
        }
    }
}

fn on_back_line<'a>(
    practice: &'a Practice,
    number: E164,
    line: Line,
    reasons: &mut Vec<Reason>,
) -> Who<'a> {
    match practice.clinicians.by_phone(number) {
        Some((clinician, phone)) => {
            reasons.push(Reason::CallerIsClinician {
                clinician: clinician.id.clone(),
            });
            Who::OnBackLine {
                clinician,
                phone,
                line,
            }
        }
        None => {
            reasons.push(Reason::BackLinesForClinicians);
            Who::Stranger { clinician: None }
        }
    }
}

/// Why a number opens nothing: for the practice's eyes; the caller hears the same words in every case.
fn why_not(
    practice: &Practice,
    clinician: &ClinicianId,
    number: E164,
    now: DateTime<Utc>,
) -> Reason {
    let today = practice.day(now);
    let rows = practice.patients.ever(clinician, number);
    let coming = rows
        .iter()
        .find_map(|grant| Some((grant.id, grant.from.filter(|from| *from > today)?)));
    let ended = rows
        .iter()
        .filter_map(|grant| Some((grant.id, grant.until?)))
        .max_by_key(|(_, until)| *until);
    match (coming, ended) {
        (Some((patient, from)), _) => Reason::GrantNotBegun { patient, from },
        (None, Some((patient, until))) => Reason::GrantEnded { patient, until },
        (None, None) => Reason::CallerUnknown,
    }
}
