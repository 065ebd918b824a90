//! `[retention]`: how long things are kept.

use chrono::TimeDelta;

use super::Document;
use crate::config::findings::Findings;
use crate::config::section::Section;
use crate::config::settings::Retention;

const DAY: u64 = 86_400;

/// Reads the section.
pub fn read(document: &Document<'_>, findings: &mut Findings) -> Retention {
    let section = document.one("retention", findings);
    let mut kept = |key, days: u64| {
        let length = |section: &Section<'_>| {
            section.duration(key, DAY..=100 * 365 * DAY, days * DAY, findings)
        };
        let seconds = section.as_ref().map_or(days * DAY, length);
        TimeDelta::seconds(i64::try_from(seconds).unwrap_or(i64::from(u32::MAX)))
    };
    let (texts, voicemail, journal) = (
        kept("texts", 30),
        kept("voicemail", 90),
        kept("journal", 730),
    );
    let choices = &[("delete", true), ("keep", false)];
    let delete = section.and_then(|section| section.choice("provider", choices, findings));
    Retention {
        texts,
        voicemail,
        journal,
        provider_delete: delete.unwrap_or(true),
    }
}
