//! Who did what in the console: the log of sign-ins, of looks at messages, of exports and of changes. Nobody changes a row.

mod detail;
mod query;

use axum::extract::RawQuery;
use maud::{Markup, html};

use super::page::{Tab, page};
use super::visit::{Act, Outcome, Visit};
use super::words::Words;
use super::{changes, moments};
use crate::store::AuditRow;
use query::{PAGE, Query};

/// What may be written down, with the key of its words.
const WHATS: &[(&str, &str)] = &[
    ("signed-in", "audit-signed-in"),
    ("sign-in-refused", "audit-sign-in-refused"),
    ("signed-out", "audit-signed-out"),
    ("heard-message", "audit-heard-message"),
    ("deleted-message", "audit-deleted-message"),
    ("exported", "audit-exported"),
    ("changed-configuration", "audit-changed-configuration"),
    ("set-pin", "audit-set-pin"),
    ("called-for-pin", "audit-called-for-pin"),
    ("called-phone", "audit-called-phone"),
    ("texted-phone", "audit-texted-phone"),
    ("totp-set", "audit-totp-set"),
    ("password-set", "audit-password-set"),
];

/// `GET /console/audit`
pub async fn show(visit: Visit, RawQuery(raw): RawQuery) -> Outcome {
    visit.must(&Act::Audit)?;
    let lacks = changes::catch_up(&visit).await.is_err();
    let query = Query::read(&visit, raw.as_deref());
    let rows = visit.console.store().audit(query.wish(&visit)).await;
    let rows = rows.map_err(|down| visit.store_down(&down))?;
    let words = &visit.words;
    let body = html! {
        link rel="stylesheet" href="/console/assets/gate.css";
        p.soft { (words.t("audit-about")) }
        @if lacks {
            p.notice.bad { (words.t("changes-log-lacks")) " " a href="/console/history" { (words.t("changes-to-history")) } }
        }
        (filters(&visit, &query))
        @if rows.is_empty() {
            p.notice { (words.t("audit-nothing")) }
        } @else {
            (table(&visit, rows.get(..PAGE).unwrap_or(&rows)))
        }
        (pages(words, &query, &rows))
    };
    Ok(page(
        &visit,
        Some(Tab::Audit),
        &words.t("audit-title"),
        &body,
    ))
}

fn filters(visit: &Visit, query: &Query) -> Markup {
    let words = &visit.words;
    let accounts = visit.console.accounts();
    html! {
        form.row.filters method="get" action="/console/audit" {
            label { (words.t("audit-account"))
                input name="account" value=(query.account) list="audit-accounts" maxlength="40" autocapitalize="none"
                    spellcheck="false" autocomplete="off";
            }
            datalist #audit-accounts { @for account in &accounts.all { option value=(account.name) {} } }
            label { (words.t("audit-what"))
                select name="what" {
                    option value="" { (words.t("audit-anything")) }
                    @for (what, key) in WHATS { option value=(what) selected[query.what == *what] { (words.t(key)) } }
                }
            }
            label { (words.t("audit-from"))
                input name="from" type="date" value=[query.from.map(|day| day.to_string())];
            }
            label { (words.t("audit-to"))
                input name="to" type="date" value=[query.to.map(|day| day.to_string())];
            }
            button type="submit" { (words.t("audit-filter")) }
            @if !query.is_empty() { a.button.quiet href="/console/audit" { (words.t("audit-all")) } }
        }
    }
}

fn table(visit: &Visit, rows: &[AuditRow]) -> Markup {
    let words = &visit.words;
    let zone = visit.in_force.practice.zone;
    let (when, who, what) = (
        words.t("audit-when"),
        words.t("audit-account"),
        words.t("audit-what"),
    );
    let (detail, address) = (words.t("audit-detail"), words.t("audit-address"));
    html! {
        p.hint #audit-mark { (words.t("audit-address-told")) }
        div.scroll { table.cards {
            caption { (words.t("audit-caption")) }
            thead { tr {
                @for head in [&when, &who, &what, &detail] { th scope="col" { (head) } }
                th scope="col" aria-describedby="audit-mark" { (address) }
            } }
            tbody { @for row in rows { tr {
                td data-name=(when) { time datetime=(row.at.to_rfc3339()) { (moments::full(words, zone, row.at)) } }
                td data-name=(who) { (account(words, row)) }
                td data-name=(what) { (named(words, &row.what)) }
                td data-name=(detail) { (detail::shown(visit, row)) }
                td data-name=(address) { code { (mark(row.address)) } }
            } } }
        } }
    }
}

/// A name that nobody has is not written down: it may have been a password.
fn account(words: &Words, row: &AuditRow) -> String {
    match row.account.as_str() {
        "" => words.t("audit-no-account"),
        name => name.to_owned(),
    }
}

fn named(words: &Words, what: &str) -> String {
    let known = WHATS.iter().find(|(word, _)| *word == what);
    known.map_or_else(|| what.to_owned(), |(_, key)| words.t(key))
}

/// Enough of the digest to see that two rows come from one address; of a row that was added later there is none.
fn mark(address: i64) -> String {
    match address {
        0 => String::new(),
        address => format!("{:08x}", address & 0xffff_ffff),
    }
}

fn pages(words: &Words, query: &Query, rows: &[AuditRow]) -> Markup {
    let last = rows
        .get(PAGE.saturating_sub(1))
        .filter(|_| rows.len() > PAGE);
    html! {
        @if query.behind.is_some() || last.is_some() {
            nav.pages aria-label=(words.t("audit-pages")) {
                @if query.behind.is_some() {
                    a.button.quiet href=(query.address(None)) { (words.t("audit-newest")) }
                }
                @if let Some(last) = last {
                    a.button.quiet href=(query.address(Some((last.at, last.n)))) { (words.t("audit-older")) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::words::Tongue;

    #[test]
    fn every_kind_of_row_has_words_in_both_languages() {
        for tongue in [Tongue::English, Tongue::French] {
            let words = Words::new(tongue);
            for (what, key) in WHATS {
                assert_ne!(named(&words, what), *key);
                assert_ne!(named(&words, what), *what);
            }
        }
        assert_eq!(named(&Words::new(Tongue::English), "of-later"), "of-later");
    }
}
