//! `[callers]`: limits, and what strangers meet.

use super::Document;
use crate::config::findings::Findings;
use crate::domain::practice::{Callers, Strangers};

const STRANGERS: &[(&str, Strangers)] = &[
    ("front-desk", Strangers::FrontDesk),
    ("voicemail", Strangers::Voicemail),
    ("refuse", Strangers::Refuse),
];

/// Reads the section; `desk` is whether the practice has given a front desk.
pub fn read(document: &Document<'_>, desk: bool, findings: &mut Findings) -> Callers {
    let strangers = if desk {
        Strangers::FrontDesk
    } else {
        Strangers::Voicemail
    };
    let mut callers = Callers {
        strangers,
        calls_per_day: 6,
        texts_per_hour: 20,
        digest: true,
    };
    let Some(section) = document.one("callers", findings) else {
        return callers;
    };
    if let Some(strangers) = section.choice("strangers", STRANGERS, findings) {
        if strangers == Strangers::FrontDesk && !desk {
            let message =
                "strangers cannot be connected to the front desk: its number is not given";
            let help =
                "front_desk = \"+44...\" under [practice], or strangers = \"voicemail\" here";
            findings.absent(&section.place("strangers"), message, help);
        }
        callers.strangers = strangers;
    }
    callers.calls_per_day = section.whole("calls_per_day", 1..=u32::MAX, 6, findings);
    callers.texts_per_hour = section.whole("texts_per_hour", 1..=u32::MAX, 20, findings);
    callers.digest = section.flag("digest", true, findings);
    callers
}
