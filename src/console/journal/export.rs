//! The journal as a spreadsheet, written while it is read: no more than a page of it is in memory.

use std::sync::Arc;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::RawQuery;
use axum::http::header;
use axum::response::IntoResponse;
use futures_util::{Stream, stream};

use super::outcome::{Fate, text_state};
use super::query::{Kind, Query};
use super::teller;
use crate::console::gate::Searched;
use crate::console::visit::{Act, Outcome, Visit};
use crate::console::words::Tongue;
use crate::store::StoreDown;
use crate::store::console::journal::{Entry, EntryKind, Wanted};
use crate::store::console::journal_messages::WantedMessages;
use crate::store::console::journal_rows::LeftMessage;

/// So many rows are read at once.
const AT_ONCE: usize = 500;
/// By it spreadsheets know that it is UTF-8.
const MARK: &str = "\u{feff}";

/// `GET /console/journal.csv`: what the list shows with the same filters, all of it.
pub async fn export(visit: Visit, RawQuery(raw): RawQuery) -> Outcome {
    visit.must(&Act::See(visit.only()))?;
    let query = Query::read(&visit, raw.as_deref());
    let filters = match query.encoded().as_str() {
        "" => "journal".to_owned(),
        encoded => format!("journal, {encoded}"),
    };
    super::player::note(&visit, "exported", &filters).await?;
    let day = visit.in_force.practice.day(visit.at);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"journal-{day}.csv\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    let body = Body::from_stream(pages(visit, query));
    Ok((Extension(Searched), headers, body).into_response())
}

/// What is still to be written.
enum Rest {
    Head,
    Entries(Wanted),
    Messages(WantedMessages),
    Nothing,
}

fn pages(visit: Visit, query: Query) -> impl Stream<Item = Result<Bytes, StoreDown>> {
    let sheet = Sheet {
        visit: Arc::new(visit),
        query,
    };
    stream::try_unfold((sheet, Rest::Head), |(sheet, rest)| async move {
        let (written, rest) = match rest {
            Rest::Nothing => return Ok(None),
            Rest::Head => (sheet.head(), sheet.first()),
            Rest::Entries(wanted) => sheet.entries(wanted).await?,
            Rest::Messages(wanted) => sheet.messages(wanted).await?,
        };
        Ok(Some((Bytes::from(written), (sheet, rest))))
    })
}

struct Sheet {
    visit: Arc<Visit>,
    query: Query,
}

impl Sheet {
    fn first(&self) -> Rest {
        let practice = &self.visit.in_force.practice;
        match self.query.kind {
            Kind::Messages => Rest::Messages(self.query.wanted_messages(practice)),
            _ => Rest::Entries(self.query.wanted(practice)),
        }
    }

    fn head(&self) -> String {
        let words = &self.visit.words;
        let cells = [
            words.t("journal-when"),
            words.t("journal-what"),
            words.t("journal-who"),
            words.t("journal-whom"),
            words.t("journal-became"),
            words.t("journal-how"),
            words.t("journal-rung-seconds"),
            words.t("journal-talked-seconds"),
            words.t("journal-message-seconds"),
            words.t("journal-state"),
        ];
        format!("{MARK}{}", self.line(&cells))
    }

    async fn entries(&self, wanted: Wanted) -> Result<(String, Rest), StoreDown> {
        let store = self.visit.console.relay().store();
        let (sought, now) = (self.query.outcome, self.visit.at);
        let keeps = move |entry: &Entry| sought.is_none_or(|sought| sought.is_entry(entry, now));
        let page = store.journal_page(wanted.clone(), AT_ONCE, keeps).await?;
        let written = page.entries.iter().map(|entry| self.entry(entry)).collect();
        let rest = page.next.map_or(Rest::Nothing, |next| {
            Rest::Entries(Wanted {
                behind: Some(next),
                ..wanted
            })
        });
        Ok((written, rest))
    }

    async fn messages(&self, wanted: WantedMessages) -> Result<(String, Rest), StoreDown> {
        let store = self.visit.console.relay().store();
        let sought = self.query.outcome;
        let keeps = move |one: &LeftMessage| sought.is_none_or(|sought| sought.is_message(one));
        let page = store.left_messages(wanted.clone(), AT_ONCE, keeps).await?;
        let written = page.all.iter().map(|one| self.message(one)).collect();
        let rest = page.next.map_or(Rest::Nothing, |next| {
            Rest::Messages(WantedMessages {
                behind: Some(next),
                ..wanted
            })
        });
        Ok((written, rest))
    }

    fn entry(&self, entry: &Entry) -> String {
        let tell = teller(&self.visit);
        let (became, details, rung, talked) = match entry.kind {
            EntryKind::Text => (tell.text(text_state(entry)), String::new(), None, None),
            EntryKind::Call => {
                let fate = Fate::of(entry, self.visit.at);
                let way = tell.way(&fate);
                (tell.became(&fate.became), way, fate.rung, fate.talked)
            }
        };
        let message = entry.messages.first();
        let heard = message.map(|one| tell.heard(one, self.visit.in_force.practice.zone));
        let seconds = |seconds: Option<i64>| seconds.map(|s| s.to_string()).unwrap_or_default();
        self.line(&[
            self.moment(entry.at),
            tell.kind(entry),
            self.text(tell.caller(entry)),
            self.text(tell.line(entry)),
            self.text(became),
            self.text(details),
            seconds(rung),
            seconds(talked),
            seconds(message.and_then(|one| one.seconds).map(i64::from)),
            self.text(heard.unwrap_or_default()),
        ])
    }

    fn message(&self, message: &LeftMessage) -> String {
        let tell = teller(&self.visit);
        self.line(&[
            self.moment(message.at),
            self.visit.words.t("journal-message"),
            self.text(tell.who_left(message)),
            self.text(tell.mailbox(message)),
            self.visit.words.t("journal-message-left"),
            String::new(),
            String::new(),
            String::new(),
            message.seconds.map(|s| s.to_string()).unwrap_or_default(),
            self.text(tell.heard(message, self.visit.in_force.practice.zone)),
        ])
    }

    /// As every spreadsheet understands it, on the practice's clocks.
    fn moment(&self, at: chrono::DateTime<chrono::Utc>) -> String {
        let local = at.with_timezone(&self.visit.in_force.practice.zone);
        local.format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// Names and sentences are searched for clinicians' numbers one by one: in the row of all that is written, times and
    /// lengths might make one by chance.
    fn text(&self, text: String) -> String {
        match self.visit.in_force.guard.finds(&text) {
            true => "…".to_owned(),
            false => text,
        }
    }

    /// In French the comma stands in numbers: spreadsheets there expect the other sign.
    fn line(&self, cells: &[String]) -> String {
        line(self.visit.words.tongue(), cells)
    }
}

fn line(tongue: Tongue, cells: &[String]) -> String {
    let separator = match tongue {
        Tongue::English => ",",
        Tongue::French => ";",
    };
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(separator) + "\r\n"
}

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before what would begin one.
fn cell(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{a0}']);
    let formula = begins.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠',
    ]);
    let text = match formula {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match text.contains(['"', ',', ';', '\t', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_never_a_formula() {
        for (text, written) in [
            ("Rosa Diaz", "Rosa Diaz"),
            ("=1+1", "'=1+1"),
            ("+447700900456", "'+447700900456"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "' =1"),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "'＝1"),
            (
                "=HYPERLINK(\"x\",\"y\")",
                "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
            ),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("a;b", "\"a;b\""),
            ("two\r\nlines", "\"two\r\nlines\""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }

    /// As a spreadsheet reads it.
    fn read(tongue: Tongue, written: &str) -> Vec<String> {
        let delimiter = match tongue {
            Tongue::English => b',',
            Tongue::French => b';',
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(delimiter)
            .from_reader(written.as_bytes());
        let mut rows = reader.records().map(Result::unwrap);
        let cells = rows.next().unwrap().iter().map(str::to_owned).collect();
        assert!(rows.next().is_none(), "one row is one row");
        cells
    }

    proptest! {
        #[test]
        fn no_cell_of_a_row_begins_as_a_formula_and_none_loses_a_word(
            cells in prop::collection::vec("[=+@\\-\t\r\n \"',;|%＝＋－＠a-z0-9é]{0,6}", 2..6),
            french in any::<bool>(),
        ) {
            let tongue = if french { Tongue::French } else { Tongue::English };
            let found = read(tongue, &line(tongue, &cells));
            prop_assert_eq!(found.len(), cells.len());
            for (found, meant) in found.iter().zip(&cells) {
                prop_assert!(!found.starts_with(['=', '+', '-', '@', '\t', '\r']), "{found:?}");
                let first = found.trim_start_matches(' ').chars().next();
                prop_assert!(!first.is_some_and(|c| "=+-@\t\r\n|%＝＋－＠".contains(c)), "{found:?}");
                prop_assert_eq!(found.strip_prefix('\'').unwrap_or(found), meant.strip_prefix('\'').unwrap_or(meant));
            }
        }
    }
}
