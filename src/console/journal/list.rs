//! The list and its filters, a page at a time.

use maud::{Markup, html};

use super::outcome::{Became, Fate, Sought, TextState, patients, text_state};
use super::query::{Kind, Query};
use super::{PAGE, Shown, message, teller, when};
use crate::console::visit::Visit;
use crate::console::words::Words;
use crate::store::console::journal::{Entry, EntryKind};
use crate::store::console::journal_rows::LeftMessage;

/// Calls and texts.
pub async fn entries(visit: &Visit, query: &Query) -> Shown {
    let store = visit.console.relay().store().clone();
    let (sought, now) = (query.outcome, visit.at);
    let keeps = move |entry: &Entry| sought.is_none_or(|sought| sought.is_entry(entry, now));
    let wanted = query.wanted(&visit.in_force.practice);
    let page = store.journal_page(wanted, PAGE, keeps).await;
    let page = page.map_err(|down| visit.store_down(&down))?;
    let words = &visit.words;
    let older = page
        .next
        .map(|next| query.older(next.at, &next.seq.to_string()));
    Ok(html! {
        section.panel {
            @if page.entries.is_empty() {
                (nothing(visit, query, page.is_cut))
            } @else {
                div.scroll { table.cards.journal {
                    caption { (words.t("journal-caption")) }
                    thead { tr {
                        th scope="col" { (words.t("journal-when")) }
                        th scope="col" { (words.t("journal-what")) }
                        th scope="col" { (words.t("journal-who")) }
                        th scope="col" { (words.t("journal-whom")) }
                        th scope="col" { (words.t("journal-became")) }
                    } }
                    tbody { @for entry in &page.entries { (row(visit, query, entry)) } }
                } }
            }
            (further(visit, query, older, page.is_cut))
        }
    })
}

/// The messages that callers have left.
pub async fn messages(visit: &Visit, query: &Query) -> Shown {
    let store = visit.console.relay().store().clone();
    let sought = query.outcome;
    let keeps = move |one: &LeftMessage| sought.is_none_or(|sought| sought.is_message(one));
    let wanted = query.wanted_messages(&visit.in_force.practice);
    let page = store.left_messages(wanted, PAGE, keeps).await;
    let page = page.map_err(|down| visit.store_down(&down))?;
    let words = &visit.words;
    let older = page
        .next
        .map(|next| query.older(next.at, &next.id.to_string()));
    let zone = visit.in_force.practice.zone;
    let tell = teller(visit);
    let here = query.here();
    Ok(html! {
        section.panel {
            @if page.all.is_empty() {
                (nothing(visit, query, page.is_cut))
            } @else {
                div.scroll { table.cards.journal {
                    caption { (words.t("journal-messages-caption")) }
                    thead { tr {
                        th scope="col" { (words.t("journal-when")) }
                        th scope="col" { (words.t("journal-who")) }
                        th scope="col" { (words.t("journal-whose-box")) }
                        th scope="col" { (words.t("journal-length")) }
                        th scope="col" { (words.t("journal-state")) }
                        th scope="col" { (words.t("journal-hear")) }
                    } }
                    tbody { @for one in &page.all { tr {
                        td data-name=(words.t("journal-when")) {
                            a href={ "/console/journal/" (one.call) } { (when::time(words, zone, one.at)) }
                        }
                        td data-name=(words.t("journal-who")) { (tell.who_left(one)) }
                        td data-name=(words.t("journal-whose-box")) { (tell.mailbox(one)) }
                        td data-name=(words.t("journal-length")) { (message::length(visit, one)) }
                        td data-name=(words.t("journal-state")) { (message::state(visit, one)) }
                        td.player data-name=(words.t("journal-hear")) { (message::player(visit, one, &here)) }
                    } } }
                } }
            }
            (further(visit, query, older, page.is_cut))
        }
    })
}

fn row(visit: &Visit, query: &Query, entry: &Entry) -> Markup {
    let words = &visit.words;
    let tell = teller(visit);
    let zone = visit.in_force.practice.zone;
    html! { tr {
        td data-name=(words.t("journal-when")) {
            @match entry.call {
                Some(call) => a href={ "/console/journal/" (call) } { (when::time(words, zone, entry.at)) },
                None => (when::time(words, zone, entry.at)),
            }
        }
        td data-name=(words.t("journal-what")) { (tell.kind(entry)) }
        td data-name=(words.t("journal-who")) { (caller(visit, query, entry)) }
        td data-name=(words.t("journal-whom")) { (tell.line(entry)) }
        td data-name=(words.t("journal-became")) { div.became { (became(visit, entry)) } }
    } }
}

/// The caller's name leads to all that is from and to the patient.
fn caller(visit: &Visit, query: &Query, entry: &Entry) -> Markup {
    let name = teller(visit).caller(entry);
    let patient = patients(entry).first();
    let is_patient = !matches!(
        entry.from,
        crate::store::console::journal::Origin::Clinician
    );
    match patient.filter(|patient| is_patient && query.patient != Some(**patient)) {
        Some(patient) => {
            let theirs = query.of_patient(Some(*patient));
            html! { a href=(theirs.address("/console/journal")) { (name) } }
        }
        None => html! { (name) },
    }
}

fn became(visit: &Visit, entry: &Entry) -> Markup {
    let tell = teller(visit);
    match entry.kind {
        EntryKind::Text => {
            let state = text_state(entry);
            html! { span class=(text_class(state)) { (tell.text(state)) } }
        }
        EntryKind::Call => {
            let fate = Fate::of(entry, visit.at);
            let details = tell.details(&fate);
            html! {
                span class=(class(&fate.became)) { (tell.became(&fate.became)) }
                @for one in &entry.messages { " " (message::badge(visit, one)) }
                @if !details.is_empty() { " " span.soft.details { (details) } }
            }
        }
    }
}

/// Colour says what the words say already.
pub fn class(became: &Became) -> &'static str {
    match became {
        Became::Answered(_) | Became::PatientReached => "badge good",
        Became::Missed | Became::PatientNotReached => "badge bad",
        _ => "badge",
    }
}

fn text_class(state: TextState) -> &'static str {
    match state {
        TextState::Delivered => "badge good",
        TextState::Failed => "badge bad",
        _ => "badge",
    }
}

fn nothing(visit: &Visit, query: &Query, is_cut: bool) -> Markup {
    let words = &visit.words;
    let why = match (is_cut, query.is_filtered(visit.only())) {
        (true, _) => words.t("journal-none-so-far"),
        (false, true) => words.t("journal-none-found"),
        (false, false) => words.t("journal-empty"),
    };
    html! { p { (why) } }
}

fn further(visit: &Visit, query: &Query, older: Option<String>, is_cut: bool) -> Markup {
    let words = &visit.words;
    html! {
        nav.further aria-label=(words.t("journal-pages")) {
            @if query.is_older() {
                a.button.quiet href=(query.address("/console/journal")) { (words.t("journal-newest")) }
            }
            @if let Some(older) = older {
                a.button.quiet rel="next" href=(older) {
                    @if is_cut { (words.t("journal-look-further")) } @else { (words.t("journal-older")) }
                }
            }
        }
    }
}

/// The form of the filters; a plain GET, so that what is shown has an address.
pub fn filters(visit: &Visit, query: &Query) -> Markup {
    let words = &visit.words;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    html! {
        form.panel.filters method="get" action="/console/journal" {
            fieldset {
                legend { (words.t("journal-filters")) }
                div.row {
                    label { (words.t("journal-kind"))
                        select name="kind" { @for kind in Kind::ALL {
                            option value=(kind.word()) selected[kind == query.kind] { (kind_words(words, kind)) }
                        } }
                    }
                    @if visit.only().is_none() {
                        label { (words.t("journal-clinician")) (clinicians(visit, query)) }
                    }
                    label { (words.t("journal-from")) input type="date" name="from" value=[day(query.from)]; }
                    label { (words.t("journal-to")) input type="date" name="to" value=[day(query.to)]; }
                    label { (words.t("journal-outcome"))
                        select name="outcome" {
                            option value="" { (words.t("journal-any")) }
                            @for (sought, word) in fitting(query.kind) {
                                option value=(word) selected[query.outcome == Some(sought)] { (teller(visit).sought(sought)) }
                            }
                        }
                    }
                    @if let Some(patient) = query.patient {
                        input type="hidden" name="patient" value=(patient);
                    }
                    button type="submit" { (words.t("journal-show")) }
                }
                @if let Some(patient) = query.patient { (of_patient(visit, query, patient)) }
            }
            p.row.around {
                @if query.is_filtered(visit.only()) { a href="/console/journal" { (words.t("journal-all-again")) } }
                a href="/console/journal/charts" { (words.t("journal-to-charts")) }
                a href=(query.address("/console/journal.csv")) { (words.t("journal-export")) }
            }
        }
    }
}

fn of_patient(visit: &Visit, query: &Query, patient: crate::domain::names::PatientId) -> Markup {
    let name = teller(visit).patients(&[patient]);
    let all = query.of_patient(None);
    html! { p {
        (visit.words.with("journal-only-patient", &[("name", name.into())])) " "
        a href=(all.address("/console/journal")) { (visit.words.t("journal-everybody")) }
    } }
}

/// The clinicians of the configuration, and the one that is asked for though no longer there.
pub fn clinicians(visit: &Visit, query: &Query) -> Markup {
    let known = &visit.in_force.practice.clinicians;
    let gone = query
        .clinician
        .as_ref()
        .filter(|id| known.get(id).is_none());
    html! { select name="clinician" {
        option value="" { (visit.words.t("journal-all-clinicians")) }
        @for clinician in known.iter() {
            option value=(clinician.id) selected[query.clinician.as_ref() == Some(&clinician.id)] { (clinician.name) }
        }
        @if let Some(gone) = gone { option value=(gone) selected { (gone) } }
    } }
}

/// What is listed, in words.
pub fn kind_words(words: &Words, kind: Kind) -> String {
    match kind {
        Kind::All => words.t("journal-kind-all"),
        Kind::Calls => words.t("journal-kind-calls"),
        Kind::Texts => words.t("journal-kind-texts"),
        Kind::Messages => words.t("journal-kind-messages"),
    }
}

/// What can be looked for among these.
fn fitting(kind: Kind) -> impl Iterator<Item = (Sought, &'static str)> {
    Sought::ALL.into_iter().filter(move |(sought, _)| {
        let of_texts = matches!(sought, Sought::Delivered | Sought::Held | Sought::Failed);
        let of_messages = matches!(sought, Sought::New | Sought::Heard);
        match kind {
            Kind::All => true,
            Kind::Calls => !of_texts,
            Kind::Texts => of_texts || *sought == Sought::Refused,
            Kind::Messages => of_messages,
        }
    })
}
