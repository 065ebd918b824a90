//! Unknown, ended and withheld callers hear the same, to the byte: nobody learns from the answer that he was cut off.

use super::dice::Dice;
use super::line::{Line, SPELLINGS, caller_params};
use super::world::World;

/// All of them call one line at one moment.
pub fn hear_the_same(world: &World, dice: &mut Dice) {
    let surgery = &world.surgery;
    let who = dice.below(surgery.clinicians.len());
    let to = &surgery.clinicians[who].line;
    let mut callers: Vec<Line> = surgery
        .unknown
        .iter()
        .map(|number| Line::new(number, to))
        .collect();
    callers.extend((0..3).map(|_| Line::new(dice.pick(&SPELLINGS), to)));
    for phone in surgery.rows.iter().flat_map(|row| &row.phones) {
        // Ended, not begun, or a colleague's patient; and whoever only claims to be a patient.
        if surgery.whose_phone(phone) != Some(who)
            && surgery.grants(who, phone, world.now()).is_empty()
        {
            callers.push(Line::new(phone, to));
        }
        callers.push(Line {
            verstat: Some("TN-Validation-Failed-B"),
            ..Line::new(phone, to)
        });
    }
    let mut first: Option<String> = None;
    for (number, line) in callers.iter().enumerate() {
        let sid = format!("CA{:032x}", 0xfeed_0000_u64 + number as u64);
        let document = world.asks("/twilio/voice", &caller_params(line, &sid, "ringing"));
        let masked = masked(&document);
        let same = first.get_or_insert_with(|| masked.clone());
        assert_eq!(*same, masked, "{} hears something else", line.from);
    }
}

/// The document without the ids of the call: runs of 32 hexadecimal digits.
fn masked(document: &str) -> String {
    let parts = document.split('/').map(|part| match part {
        id if id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()) => "ID",
        other => other,
    });
    parts.collect::<Vec<_>>().join("/")
}
