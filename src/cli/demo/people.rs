//! The people of the demo: made up, with a telephone each and a short story.

/// On which side of the relay somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Somebody the practice gives access, as the sample is written.
    Patient,
    /// Somebody the practice does not know, as the sample is written.
    Stranger,
    /// A clinician, by the name in the files.
    Clinician(&'static str),
    /// The practice's desk.
    Desk,
}

/// Somebody with a telephone. What the practice's files say of them is not here: `cast` reads it from what is in force.
#[derive(Clone, Debug)]
pub struct Person {
    /// Of the telephone, E.164, reserved for fiction.
    pub number: &'static str,
    /// In full.
    pub name: &'static str,
    /// What the others say; none: the first of the names.
    pub first: Option<&'static str>,
    /// Who this is to the practice.
    pub role: Role,
    /// What is true of them whatever the files say, in a sentence; perhaps nothing.
    pub own: &'static str,
    /// The access code on the card, keyed where the number tells nothing.
    pub code: Option<&'static str>,
    /// The PIN of a clinician's own line, as the demo sets it.
    pub pin: Option<&'static str>,
    /// BCP 47.
    pub language: &'static str,
    /// Whether the number is withheld unless the caller wants otherwise.
    pub withheld: bool,
    /// Whether it is a fixed line.
    pub landline: bool,
    /// Whose front lines are at hand, by the clinicians' names in the files.
    pub contacts: &'static [&'static str],
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

/// Everybody, in the order of the page: callers first.
pub const PEOPLE: [Person; 10] = [
    Person {
        contacts: &["okafor", "moreau"],
        ..caller(TOM, "Tom Whitfield")
    },
    Person {
        contacts: &["okafor", "lindqvist"],
        ..caller(ROSA, "Rosa Diaz")
    },
    Person {
        language: "fr-FR",
        ..caller(MARIE, "Marie Dupont")
    },
    caller(AISHA, "Aisha Khan"),
    Person {
        own: "Withholds his number, so nobody knows him.",
        code: Some(JONAS_CODE),
        language: "de-DE",
        withheld: true,
        ..caller(JONAS, "Jonas Weber")
    },
    Person {
        own: "Found the number on a lost card.",
        role: Role::Stranger,
        first: Some("Stranger"),
        ..caller(STRANGER, "A stranger")
    },
    Person {
        pin: Some("4913"),
        ..clinician("okafor", OKAFOR, "Dr Ada Okafor")
    },
    Person {
        pin: Some("7281"),
        ..clinician("lindqvist", LINDQVIST, "Dr Nils Lindqvist")
    },
    Person {
        pin: Some("3604"),
        ..clinician("moreau", MOREAU, "Claire Moreau, nurse")
    },
    Person {
        own: "The telephone on the practice's desk: where callers without access are connected.",
        role: Role::Desk,
        first: Some("Desk"),
        landline: true,
        contacts: &[],
        ..caller(DESK, "Front desk")
    },
];

/// Somebody whom only an edit of the list has named.
pub const NEWCOMER: Person = Person {
    contacts: &[],
    ..caller("", "")
};

const fn caller(number: &'static str, name: &'static str) -> Person {
    Person {
        number,
        name,
        first: None,
        role: Role::Patient,
        own: "",
        code: None,
        pin: None,
        language: "en-GB",
        withheld: false,
        landline: false,
        contacts: &["okafor"],
    }
}

const fn clinician(id: &'static str, number: &'static str, name: &'static str) -> Person {
    Person {
        role: Role::Clinician(id),
        contacts: &[],
        ..caller(number, name)
    }
}
