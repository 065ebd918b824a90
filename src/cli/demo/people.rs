//! The people of the demo: made up, with a telephone each and a short story.

use chrono::NaiveDate;

use super::moments::Season;

/// On which side of the relay somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Somebody the practice gave access, now or once.
    Patient,
    /// Somebody the practice does not know.
    Stranger,
    /// A clinician, by the name in the files.
    Clinician(&'static str),
    /// The practice's desk.
    Desk,
}

/// Somebody with a telephone.
#[derive(Clone, Debug)]
pub struct Person {
    /// Of the telephone, E.164, reserved for fiction.
    pub number: &'static str,
    /// In full.
    pub name: &'static str,
    /// What the others say.
    pub first: &'static str,
    /// Two letters.
    pub initials: &'static str,
    /// Who this is to the practice.
    pub role: Role,
    /// What a newcomer should know, in a sentence or two.
    pub story: String,
    /// The same in three words.
    pub tag: &'static str,
    /// BCP 47.
    pub language: &'static str,
    /// Whether the number is withheld unless the caller wants otherwise.
    pub withheld: bool,
    /// Whether it is a fixed line.
    pub landline: bool,
    /// Numbers at hand: name, where from, number.
    pub contacts: Vec<(&'static str, &'static str, &'static str)>,
}

/// Dr Okafor's front line.
pub const OKAFOR_LINE: &str = "+447700900101";
/// Dr Lindqvist's front line.
pub const LINDQVIST_LINE: &str = "+447700900102";
/// The nurse's front line.
pub const MOREAU_LINE: &str = "+447700900103";
/// Dr Okafor's own telephone.
pub const OKAFOR: &str = "+447700900123";
/// Dr Lindqvist's own telephone.
pub const LINDQVIST: &str = "+447700900124";
/// The nurse's own telephone.
pub const MOREAU: &str = "+447700900125";
/// The practice's desk.
pub const DESK: &str = "+441632960001";
/// The ordinary patient.
pub const TOM: &str = "+447700900458";
/// May call at any hour when it is urgent.
pub const ROSA: &str = "+447700900457";
/// Speaks French.
pub const MARIE: &str = "+447700900456";
/// Whose access has ended.
pub const AISHA: &str = "+447700900459";
/// Who withholds his number and has a code.
pub const JONAS: &str = "+447700900460";
/// His code.
pub const JONAS_CODE: &str = "264871";
/// Whom nobody knows.
pub const STRANGER: &str = "+447700900999";

type Contact = (&'static str, &'static str, &'static str);

const OKAFOR_CARD: Contact = ("Dr Ada Okafor", "on the card", OKAFOR_LINE);
const LINDQVIST_CARD: Contact = ("Dr Nils Lindqvist", "on the card", LINDQVIST_LINE);
const MOREAU_CARD: Contact = ("Claire Moreau, nurse", "on the card", MOREAU_LINE);

/// Everybody, in the order of the page: callers first.
pub fn people(season: &Season) -> Vec<Person> {
    vec![
        Person {
            story: "May call Dr Okafor and the nurse in their hours.".to_owned(),
            contacts: vec![OKAFOR_CARD, MOREAU_CARD],
            ..caller(TOM, "Tom Whitfield", "TW", "Ordinary patient")
        },
        Person {
            story: "May call Dr Okafor, and at any hour whoever is on duty when it is urgent."
                .to_owned(),
            contacts: vec![OKAFOR_CARD, LINDQVIST_CARD],
            ..caller(ROSA, "Rosa Diaz", "RD", "Urgent access")
        },
        Person {
            story: format!(
                "May call Dr Okafor until {}. Speaks French, and is spoken to in French.",
                long(season.access_until)
            ),
            language: "fr-FR",
            contacts: vec![OKAFOR_CARD],
            ..caller(MARIE, "Marie Dupont", "MD", "French speaker")
        },
        Person {
            story: format!(
                "Her access to Dr Okafor ended on {}. She hears what a stranger hears.",
                long(season.access_ended)
            ),
            contacts: vec![OKAFOR_CARD],
            ..caller(AISHA, "Aisha Khan", "AK", "Access ended")
        },
        Person {
            story: format!(
                "Withholds his number, so nobody knows him. The code on his card opens the line \
                 all the same: {JONAS_CODE} and #, during the announcement. Speaks German."
            ),
            language: "de-DE",
            withheld: true,
            contacts: vec![OKAFOR_CARD],
            ..caller(JONAS, "Jonas Weber", "JW", "Number withheld")
        },
        Person {
            story: "Found the number on a lost card. The practice does not know this telephone."
                .to_owned(),
            role: Role::Stranger,
            first: "Stranger",
            contacts: vec![OKAFOR_CARD],
            ..caller(STRANGER, "A stranger", "?", "No access")
        },
        Person {
            story: "Takes calls in her hours. When she does not answer, Dr Lindqvist is rung next."
                .to_owned(),
            ..clinician("okafor", OKAFOR, "Dr Ada Okafor", "Ada", "AO", "In hours")
        },
        Person {
            story: "On duty on weekdays and at night, and rung where Dr Okafor does not answer."
                .to_owned(),
            ..clinician(
                "lindqvist",
                LINDQVIST,
                "Dr Nils Lindqvist",
                "Nils",
                "NL",
                "On duty",
            )
        },
        Person {
            story: format!(
                "Away until {}. Dr Okafor covers: a call to the nurse's line rings her.",
                long(season.nurse_away.1)
            ),
            ..clinician(
                "moreau",
                MOREAU,
                "Claire Moreau, nurse",
                "Claire",
                "CM",
                "Away",
            )
        },
        Person {
            story:
                "The telephone on the practice's desk: where callers without access are connected."
                    .to_owned(),
            role: Role::Desk,
            landline: true,
            ..clinician("", DESK, "Front desk", "Desk", "FD", "Landline")
        },
    ]
}

fn caller(
    number: &'static str,
    name: &'static str,
    initials: &'static str,
    tag: &'static str,
) -> Person {
    Person {
        number,
        name,
        first: name.split(' ').next().unwrap_or(name),
        initials,
        role: Role::Patient,
        story: String::new(),
        tag,
        language: "en-GB",
        withheld: false,
        landline: false,
        contacts: Vec::new(),
    }
}

fn clinician(
    id: &'static str,
    number: &'static str,
    name: &'static str,
    first: &'static str,
    initials: &'static str,
    tag: &'static str,
) -> Person {
    Person {
        first,
        role: Role::Clinician(id),
        ..caller(number, name, initials, tag)
    }
}

fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
