//! `[[rota]]`: named shifts. The first rota says who is on duty; the others are read and checked all the same.

use std::ops::Range;

use super::Document;
use super::times::{Times, Whose};
use crate::config::findings::Findings;
use crate::config::section::Section;
use crate::domain::hours::Hours;

/// What the rotas say.
#[derive(Default)]
pub struct Rota {
    /// The names, in the order of the file.
    pub names: Vec<Option<String>>,
    /// The shifts of all rotas.
    pub shifts: Vec<ShiftDraft>,
}

/// One shift, whose clinician is not looked up yet.
pub struct ShiftDraft {
    /// Which rota it is one of, counted from 0.
    pub rota: usize,
    /// Whether it is one of the first rota's.
    pub first: bool,
    /// When it runs; `None` after a mistake.
    pub hours: Option<Hours>,
    /// Who is on duty, with the place in the file.
    pub clinician: Option<(String, Range<usize>)>,
}

/// Reads all rotas.
pub fn read(document: &Document<'_>, times: &Times<'_>, findings: &mut Findings) -> Rota {
    let mut rota = Rota::default();
    for (number, section) in document.many("rota", findings).into_iter().enumerate() {
        let name = section.text("name", findings);
        rota.names
            .push(name.map(|name| name.text.trim().to_owned()));
        if !section.has("shifts") {
            section.missing("shifts", findings);
        }
        for shift in section.tables("shifts", "rota.shifts", findings) {
            rota.shifts.push(draft(&shift, number, times, findings));
        }
    }
    rota
}

fn draft(
    shift: &Section<'_>,
    rota: usize,
    times: &Times<'_>,
    findings: &mut Findings,
) -> ShiftDraft {
    let hours = shift.required("hours", findings);
    let clinician = shift.required("clinician", findings);
    ShiftDraft {
        rota,
        first: rota == 0,
        hours: hours.and_then(|text| times.hours(&text, Whose::Shift, findings)),
        clinician: clinician.map(|text| (text.text.trim().to_owned(), text.at)),
    }
}
