//! What a restored version does to clinicians' phones, in words: those in use stay, others are asked first.

use super::look::Look;
use super::table::{Cell, Row};
use crate::console::words::Words;
use crate::domain::practice::{Clinician, Phone, Practice};

/// A row for each clinician of whom something is to be said.
pub fn rows(words: &Words, look: &Look) -> Vec<Row> {
    let (was, becomes) = (&look.proposal.was.practice, &look.proposal.becomes.practice);
    let told = |clinician: &Clinician| {
        let who = [("who", clinician.name.clone().into())];
        let now = was.clinicians.get(&clinician.id);
        let becomes = match now {
            Some(now) => asked(words, look, now, clinician),
            None => vec![comes(words, becomes, clinician)],
        };
        let now = now.map_or(Cell::Empty, |now| Cell::Words(ends(&now.phones)));
        (!becomes.is_empty()).then(|| Row {
            what: words.with("changes-phone-of", &who),
            was: now,
            becomes: Cell::List(becomes),
        })
    };
    becomes.clinicians.iter().filter_map(told).collect()
}

fn asked(words: &Words, look: &Look, was: &Clinician, becomes: &Clinician) -> Vec<String> {
    let number = |phone: &Option<Phone>| phone.as_ref().map(|phone| phone.number.clone());
    let mut all = Vec::new();
    match (&becomes.next_phone, &was.next_phone) {
        (Some(next), _) if number(&becomes.next_phone) != number(&was.next_phone) => {
            let gaps = [
                ("digits", next.number.last_two().into()),
                ("now", ends(&was.phones).into()),
            ];
            all.push(words.with("changes-phone-asked-first", &gaps));
        }
        (None, Some(given_up)) => {
            let gaps = [("digits", given_up.number.last_two().into())];
            all.push(words.with("changes-phone-asked-no-more", &gaps));
        }
        _ => {}
    }
    if look.proposal.phones_left_out.contains(&becomes.id) {
        all.push(words.t("changes-phone-left-out"));
    }
    let still = |phone: &&Phone| !becomes.phones.iter().any(|own| own.number == phone.number);
    let gone: Vec<Phone> = was.phones.iter().filter(still).cloned().collect();
    if !gone.is_empty() {
        let gaps = [("digits", ends(&gone).into())];
        all.push(words.with("changes-phone-goes", &gaps));
    }
    all
}

/// Of somebody who is not there now.
fn comes(words: &Words, practice: &Practice, clinician: &Clinician) -> String {
    let gaps = [("digits", ends(&clinician.phones).into())];
    match practice.confirm_phones {
        true => words.with("changes-phone-comes", &gaps),
        false => words.with("changes-phone-comes-at-once", &gaps),
    }
}

/// "•• 23, •• 24".
fn ends(phones: &[Phone]) -> String {
    let ends = phones
        .iter()
        .map(|phone| format!("•• {}", phone.number.last_two()));
    ends.collect::<Vec<_>>().join(", ")
}
