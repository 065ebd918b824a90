//! Everybody who may sign in, for managers to read. Accounts are made and taken away on the server alone: whoever came
//! into a manager's account must not be able to make more of them.

use std::path::Path;

use axum::response::Response;
use maud::{Markup, html};

use super::super::accounts::{Account, Role};
use super::super::moments;
use super::super::page::{Tab, page};
use super::super::visit::{Act, Outcome, Visit};

/// So many are listed.
const LISTED: usize = 50;

/// `GET /console/account/all`
pub async fn all(visit: Visit) -> Outcome {
    visit.must(&Act::Manage)?;
    let accounts = visit.console.accounts();
    let listed: Vec<&Account> = accounts.all.iter().take(LISTED).collect();
    let names = listed.iter().map(|account| account.name.clone()).collect();
    let seen = visit.console.store().last_sign_ins(names).await;
    let seen = seen.map_err(|down| visit.store_down(&down))?;
    let rows = listed.iter().map(|account| {
        let user = accounts.user(&account.name);
        let at = seen.get(&account.name).map(|at| {
            let zone = visit.in_force.practice.zone;
            moments::short(&visit.words, zone, visit.at, *at)
        });
        Row {
            account,
            has_codes: user.is_some_and(|user| user.totp.is_some()),
            seen: at,
        }
    });
    let rows: Vec<Row<'_>> = rows.collect();
    Ok(shown(&visit, &rows, accounts.all.len()))
}

struct Row<'a> {
    account: &'a Account,
    has_codes: bool,
    seen: Option<String>,
}

fn shown(visit: &Visit, rows: &[Row<'_>], count: usize) -> Response {
    let words = &visit.words;
    let body = html! {
        link rel="stylesheet" href="/console/assets/gate.css";
        p { a href="/console/account" { (words.t("account-title")) } }
        section.panel { (table(visit, rows)) }
        @if count > rows.len() {
            p.soft { (words.with("account-all-more", &[("count", (count - rows.len()).into())])) }
        }
        section.panel { (commands(visit)) }
    };
    page(visit, Some(Tab::Account), &words.t("account-all"), &body)
}

fn table(visit: &Visit, rows: &[Row<'_>]) -> Markup {
    let words = &visit.words;
    let (name, role) = (words.t("account-all-name"), words.t("account-all-role"));
    let (codes, seen) = (words.t("account-all-codes"), words.t("account-all-seen"));
    html! {
        table.cards {
            caption { (words.t("account-all-caption")) }
            thead { tr { @for head in [&name, &role, &codes, &seen] { th scope="col" { (head) } } } }
            tbody { @for row in rows { tr {
                td data-name=(name) { div {
                    strong { (row.account.name) }
                    @if row.account.name == visit.who.name { " " span.badge { (words.t("account-all-you")) } }
                } }
                td data-name=(role) { (may(visit, &row.account.role)) }
                td data-name=(codes) {
                    @if row.has_codes { (words.t("account-all-with-codes")) } @else { (words.t("account-all-without-codes")) }
                }
                td data-name=(seen) {
                    @match &row.seen { Some(at) => (at), None => span.soft { (words.t("account-all-never")) } }
                }
            } } }
        }
    }
}

fn may(visit: &Visit, role: &Role) -> String {
    let words = &visit.words;
    match role {
        Role::Manager => words.t("account-all-manager"),
        Role::Auditor => words.t("account-all-auditor"),
        Role::Clinician(id) => {
            let known = visit.in_force.practice.clinicians.get(id);
            let whose = known.map_or(id.as_str(), |clinician| clinician.name.as_str());
            words.with("account-all-clinician", &[("whose", whose.into())])
        }
    }
}

/// What whoever looks after the server types.
fn commands(visit: &Visit) -> Markup {
    let words = &visit.words;
    let folder = folder(&visit.console.folder());
    let command = |what: &str| format!("nightbell user {what} --config {folder}");
    let all = [
        (words.t("account-all-add-manager"), command("add NAME")),
        (
            words.t("account-all-add-clinician"),
            command("add NAME --role clinician --clinician ID"),
        ),
        (
            words.t("account-all-add-auditor"),
            command("add NAME --role auditor"),
        ),
        (words.t("account-all-password"), command("password NAME")),
        (words.t("account-all-no-codes"), command("no-codes NAME")),
        (words.t("account-all-remove"), command("remove NAME")),
    ];
    html! {
        h2 { (words.t("account-all-change")) }
        p { (words.t("account-all-change-told")) }
        dl.commands { @for (what, command) in &all {
            dt { (what) }
            dd { code { (command) } }
        } }
    }
}

/// The folder as a shell takes it, from wherever it is typed.
fn folder(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let written = whole.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    match written.chars().all(plain) {
        true => written,
        false => format!("'{}'", written.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_blanks_is_one_word_of_the_command() {
        assert_eq!(folder(Path::new("/srv/night-bell.d")), "/srv/night-bell.d");
        assert_eq!(folder(Path::new("/srv/the bell")), "'/srv/the bell'");
        assert_eq!(folder(Path::new("/srv/o'bell")), r"'/srv/o'\''bell'");
    }
}
