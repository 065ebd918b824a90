//! What goes into the gaps of the sentences about texts and commands.

use super::{Filler, Gap};
use crate::domain::media::Refusal;
use crate::domain::names::PatientId;
use crate::domain::numbers::international;
use crate::domain::phrase::Phrase;
use crate::prompts::{hours_words, moments, names};
use chrono::NaiveDate;

type Gaps<'a> = Vec<(&'static str, Gap<'a>)>;

/// The word by which the catalogues know that there is no end.
const ALWAYS: &str = "always";

/// The first Monday of the year whose weeks are taken for usual. Rendering knows no clock, and a stored decision must be
/// rendered to the same words later; the year does not matter, since dated exceptions are not told.
const TYPICAL_YEAR: NaiveDate = match NaiveDate::from_ymd_opt(2027, 1, 4) {
    Some(monday) => monday,
    None => NaiveDate::MIN,
};

/// The sentence and its gaps, where it is one of those about texts.
pub fn of(phrase: &Phrase) -> Option<(&'static str, Gaps<'_>)> {
    to_patients(phrase)
        .or_else(|| to_clinicians(phrase))
        .or_else(|| commands(phrase))
}

fn to_patients(phrase: &Phrase) -> Option<(&'static str, Gaps<'_>)> {
    let clinician = |id| ("clinician", Gap::Clinician(id));
    Some(match phrase {
        Phrase::TextNotArrived { clinician: who, at } => (
            "text-not-arrived",
            vec![clinician(who), ("at", Gap::Moment(*at))],
        ),
        Phrase::TextPhoneNotReady { clinician: who } => {
            ("text-phone-not-ready", vec![clinician(who)])
        }
        Phrase::TextHandedOver { duty } => {
            ("text-handed-over", vec![("duty", Gap::Clinician(duty))])
        }
        Phrase::TextStillHeld { clinician: who } => ("text-still-held", vec![clinician(who)]),
        Phrase::Greeting { clinician: who } => (
            "greeting",
            vec![clinician(who), ("hours", Gap::HoursOf(who))],
        ),
        Phrase::TextAttachmentRefused { why } => (
            "text-attachment-refused",
            vec![("why", Gap::Word(refusal(*why)))],
        ),
        _ => return None,
    })
}

fn to_clinicians(phrase: &Phrase) -> Option<(&'static str, Gaps<'_>)> {
    let clinician = |id| ("clinician", Gap::Clinician(id));
    Some(match phrase {
        Phrase::TextToWhom { marks } => (
            "text-to-whom",
            vec![
                ("marks", Gap::Marks(marks)),
                (
                    "any",
                    Gap::Word(if marks.is_empty() { "none" } else { "some" }),
                ),
            ],
        ),
        Phrase::TextConfirm { patients, code } => (
            "text-confirm",
            vec![
                ("patients", Gap::Patients(patients)),
                ("code", Gap::Number(u32::from(*code))),
            ],
        ),
        Phrase::TextSentTo { patients } => {
            ("text-sent-to", vec![("patients", Gap::Patients(patients))])
        }
        Phrase::TextWithdrawn { patients } => (
            "text-withdrawn",
            vec![("patients", Gap::Patients(patients))],
        ),
        Phrase::TextNotDelivered { patients, at, why } => (
            "text-not-delivered",
            vec![
                ("patients", Gap::Patients(patients)),
                ("at", Gap::Moment(*at)),
                ("why", Gap::Word(why.word())),
            ],
        ),
        Phrase::TextFromHeld { clinician: who } => ("text-from-held", vec![clinician(who)]),
        Phrase::LineIs { patients } => ("line-is", vec![("patients", Gap::Patients(patients))]),
        Phrase::StopUndo { patients } => ("stop-undo", vec![("patients", Gap::Patients(patients))]),
        Phrase::Digest { texts, patients } => (
            "digest",
            vec![
                ("texts", Gap::Number(*texts)),
                ("initials", Gap::Initials(patients)),
            ],
        ),
        Phrase::DeskPhoneNotReady { clinician: who } => {
            ("desk-phone-not-ready", vec![clinician(who)])
        }
        Phrase::DeskTextWaits {
            clinician: who,
            patients,
        } => (
            "desk-text-waits",
            vec![clinician(who), ("initials", Gap::Initials(patients))],
        ),
        _ => return None,
    })
}

fn commands(phrase: &Phrase) -> Option<(&'static str, Gaps<'_>)> {
    let listed = |patient: &PatientId| {
        let phone = ("phone", Gap::PhoneOf(*patient));
        vec![
            ("patient", Gap::NamesOf(*patient)),
            ("first", Gap::FirstName(*patient)),
            phone,
        ]
    };
    Some(match phrase {
        Phrase::CommandAdded { patient, until } => {
            let mut gaps = listed(patient);
            gaps.push(("until", Gap::DayOr(*until, ALWAYS)));
            ("command-added", gaps)
        }
        Phrase::CommandChanged { patient, until } => {
            let mut gaps = listed(patient);
            gaps.push(("until", Gap::DayOr(*until, ALWAYS)));
            ("command-changed", gaps)
        }
        Phrase::CommandAlready { patient, until } => {
            let mut gaps = listed(patient);
            gaps.push(("until", Gap::DayOr(*until, ALWAYS)));
            ("command-already", gaps)
        }
        Phrase::CommandRemoved { name, number } => (
            "command-removed",
            vec![("patient", Gap::Word(name)), ("phone", Gap::Word(number))],
        ),
        Phrase::CommandWhich { patients } => (
            "command-which",
            vec![("patients", Gap::NamesAndPhones(patients))],
        ),
        Phrase::CommandExpectsAdd => ("command-expects-add", vec![("example", Gap::Example)]),
        Phrase::CommandNobody { name } => ("command-nobody", vec![("name", Gap::Word(name))]),
        _ => return None,
    })
}

/// The word by which the catalogues know why an attachment was refused.
pub fn refusal(why: Refusal) -> &'static str {
    match why {
        Refusal::Card => "card",
        Refusal::Calendar => "calendar",
        Refusal::OnlyPhotos => "only-photos",
        Refusal::NotCleanable => "not-cleanable",
        Refusal::Unknown => "unknown",
        Refusal::Disguised => "disguised",
        Refusal::TooLarge => "too-large",
        Refusal::NotFetched => "not-fetched",
    }
}

/// A number that nobody has, as people of the country write it: from the ranges that regulators keep for fiction
/// (Ofcom, NANPA, Arcep).
fn example(country: &str) -> &'static str {
    match country {
        "GB" => "07700 900777",
        "US" | "CA" => "(212) 555-0177",
        "FR" => "06 39 98 00 77",
        _ => "+44 7700 900777",
    }
}

impl Filler<'_> {
    /// What stands in a gap that only sentences about texts have.
    pub(super) fn texting(&self, gap: Gap<'_>) -> String {
        match gap {
            Gap::DayOr(Some(day), _) => moments::short_day(day, self.language),
            Gap::Initials(patients) => self.initials(patients),
            Gap::Marks(marks) => {
                let named = marks
                    .iter()
                    .map(|(mark, patients)| format!("{mark} {}", self.names(patients)));
                named.collect::<Vec<_>>().join(", ")
            }
            Gap::NamesOf(patient) => self.names(&[patient]),
            Gap::PhoneOf(patient) => self.phone(patient).unwrap_or_default(),
            Gap::NamesAndPhones(patients) => {
                let each = patients.iter().map(|patient| {
                    let name = self.names(&[*patient]);
                    match self.phone(*patient) {
                        Some(phone) => format!("{name} ({phone})"),
                        None => name,
                    }
                });
                each.collect::<Vec<_>>().join(", ")
            }
            Gap::FirstName(patient) => {
                let name = self.names(&[patient]);
                name.split_whitespace().next().unwrap_or(&name).to_owned()
            }
            Gap::Example => example(&self.practice.country).to_owned(),
            Gap::HoursOf(clinician) => match self.practice.clinicians.get(clinician) {
                Some(clinician) => {
                    hours_words::in_short(&clinician.hours, self.language, TYPICAL_YEAR)
                }
                None => super::UNKNOWN.to_owned(),
            },
            _ => String::new(),
        }
    }

    fn names(&self, patients: &[PatientId]) -> String {
        names::patients(self.bundle, self.practice, self.language, patients)
    }

    fn phone(&self, patient: PatientId) -> Option<String> {
        let grant = self.practice.patients.get(patient)?;
        grant.phones.first().copied().map(international)
    }

    /// "R. D., T. H.": enough to recognise, not enough to tell a stranger.
    fn initials(&self, patients: &[PatientId]) -> String {
        let each = patients.iter().filter_map(|patient| {
            let grant = self.practice.patients.get(*patient)?;
            let letters = grant.name.split_whitespace();
            let letters = letters.filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
            let initials: Vec<String> = letters.map(|c| format!("{c}.")).collect();
            (!initials.is_empty()).then(|| initials.join(" "))
        });
        let mut found: Vec<String> = Vec::new();
        for initials in each {
            if !found.contains(&initials) {
                found.push(initials);
            }
        }
        if found.is_empty() {
            return self.bundle.piece("some-patient");
        }
        found.join(", ")
    }
}
