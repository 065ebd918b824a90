//! A practice of any size, always open, with limits that nobody reaches.

use std::fmt::Write;

/// How many people there are.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub clinicians: usize,
    pub patients: usize,
}

/// One clinician.
#[derive(Clone, Debug)]
pub struct Clinician {
    pub phone: String,
    pub line: String,
}

/// One patient, who has one clinician.
#[derive(Clone, Debug)]
pub struct Patient {
    pub phone: String,
    pub clinician: usize,
}

/// Who there is.
#[derive(Clone, Debug)]
pub struct Practice {
    pub clinicians: Vec<Clinician>,
    pub patients: Vec<Patient>,
    pub back_lines: Vec<String>,
}

/// From the range that is reserved for fiction.
fn number(n: usize) -> String {
    format!("+447700900{n:03}")
}

impl Practice {
    pub fn of(size: Size) -> Practice {
        let clinicians = (0..size.clinicians).map(|n| Clinician {
            phone: number(n),
            line: number(100 + n),
        });
        let patients = (0..size.patients).map(|n| Patient {
            phone: number(300 + n),
            clinician: n % size.clinicians,
        });
        let each = size.patients.div_ceil(size.clinicians);
        Practice {
            clinicians: clinicians.collect(),
            patients: patients.collect(),
            back_lines: (0..each + 5).map(|n| number(200 + n)).collect(),
        }
    }

    /// Its `practice.toml`, with `kind = "local"` for others to replace.
    pub fn settings(&self) -> String {
        let back: Vec<_> = self
            .back_lines
            .iter()
            .map(|line| format!("\"{line}\""))
            .collect();
        let mut settings = format!(
            "[practice]\nname = \"Harbour Street Surgery\"\ncountry = \"GB\"\nregion = \"GB-ENG\"\n\
             time_zone = \"Europe/London\"\nlanguage = \"en-GB\"\nconfirm_phones = false\n\n\
             [provider]\nkind = \"local\"\npace = 100\n\n[lines]\nback = [{}]\n\n\
             [callers]\ntexts_per_hour = 1000000\ncalls_per_day = 1000000\n",
            back.join(", ")
        );
        for (n, clinician) in self.clinicians.iter().enumerate() {
            let name = letters(n);
            write!(
                settings,
                "\n[[clinician]]\nid = \"c{n}\"\nname = \"Dr {name}\"\nline = \"{}\"\nphone = \"{}\"\n\
                 hours = \"24/7\"\n",
                clinician.line, clinician.phone
            )
            .unwrap();
        }
        settings
    }

    /// Its `patients.csv`.
    pub fn list(&self) -> String {
        let mut list = "phone,name,clinician\n".to_owned();
        for (n, patient) in self.patients.iter().enumerate() {
            writeln!(
                list,
                "{},{},c{}",
                patient.phone,
                self.named(n),
                patient.clinician
            )
            .unwrap();
        }
        list
    }

    /// What a patient is called.
    pub fn named(&self, patient: usize) -> String {
        format!("Patient {}", letters(patient))
    }

    pub fn lines(&self) -> impl Iterator<Item = &String> {
        let front = self.clinicians.iter().map(|clinician| &clinician.line);
        front.chain(&self.back_lines)
    }
}

/// A name without digits.
fn letters(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    format!("{}{}", letter(n / 26).to_ascii_uppercase(), letter(n))
}
