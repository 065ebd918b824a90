//! What an edit would have changed, as a page shows it.

use maud::{Markup, html};

use super::{CalledBy, Changed, Met, Replay, Rung};
use crate::console::moments;
use crate::console::patients::say;
use crate::console::visit::Visit;
use crate::console::words::Words;
use crate::domain::decision::Outcome;

/// So many are listed; the others are counted.
const LISTED: usize = 50;

/// "This edit changes 14 of the last 200 calls", and the list of them. A clinician sees those to the own line.
pub fn shown(visit: &Visit, replay: &Replay) -> Markup {
    let words = &visit.words;
    let changed: Vec<&Changed> = replay.changed.iter().filter(|it| sees(visit, it)).collect();
    let only_words = changed
        .iter()
        .filter(|it| it.was.reaches_the_same(&it.becomes));
    let only_words = only_words.count();
    html! {
        section.panel.replay aria-labelledby="replay" {
            h2 id="replay" { (words.t("replay-title")) }
            p { strong { (summary(visit, replay, changed.len())) } }
            @if only_words > 0 && only_words < changed.len() {
                p { (words.with("replay-only-words", &[("calls", only_words.into())])) }
            }
            @if replay.unusable > 0 {
                p.soft { (words.with("replay-unusable", &[("calls", replay.unusable.into())])) }
            }
            @if !changed.is_empty() { (list(visit, &changed)) }
            @if changed.len() > LISTED {
                p.soft { (words.with("replay-more", &[("calls", (changed.len() - LISTED).into())])) }
            }
        }
    }
}

fn sees(visit: &Visit, changed: &Changed) -> bool {
    let line_of = changed.line_of.as_ref().map(|(id, _)| id);
    visit.only().is_none_or(|own| line_of == Some(own))
}

fn summary(visit: &Visit, replay: &Replay, changed: usize) -> String {
    let words = &visit.words;
    let gaps = [("changed", changed.into()), ("calls", replay.calls.into())];
    match (replay.calls, changed, visit.only()) {
        (0, ..) => words.t("replay-no-calls"),
        (_, 0, _) => words.with("replay-none", &gaps),
        (_, _, Some(_)) => words.with("replay-some-own", &gaps),
        (_, _, None) => words.with("replay-some", &gaps),
    }
}

fn list(visit: &Visit, changed: &[&Changed]) -> Markup {
    let words = &visit.words;
    let (when, line) = (words.t("replay-when"), words.t("replay-line"));
    let (who, was) = (words.t("replay-caller"), words.t("replay-was"));
    let becomes = words.t("replay-becomes");
    html! {
        div.scroll {
            table.cards {
                caption { (words.t("replay-caption")) }
                thead { tr {
                    th scope="col" { (when) }
                    th scope="col" { (line) }
                    th scope="col" { (who) }
                    th scope="col" { (was) }
                    th scope="col" { (becomes) }
                } }
                tbody { @for call in changed.iter().take(LISTED) { tr {
                    td data-name=(when) {
                        (moments::full(words, visit.in_force.practice.zone, call.at))
                    }
                    td data-name=(line) { (line_of(words, call)) }
                    td data-name=(who) { (called_by(words, &call.caller)) }
                    td data-name=(was) { (met(visit, call, &call.was)) }
                    td data-name=(becomes) { strong { (met_then(visit, call)) } }
                } } }
            }
        }
    }
}

fn line_of(words: &Words, call: &Changed) -> String {
    let name = call.line_of.as_ref().map(|(_, name)| name.clone());
    name.unwrap_or_else(|| words.t("replay-no-line"))
}

fn called_by(words: &Words, caller: &CalledBy) -> String {
    match caller {
        CalledBy::Patients(names) => names.join(", "),
        CalledBy::Clinician(name) => name.clone(),
        CalledBy::Unknown => words.t("replay-unknown"),
        CalledBy::Withheld => words.t("replay-withheld"),
    }
}

/// What the caller would meet, and what is said otherwise where nothing else differs.
fn met_then(visit: &Visit, call: &Changed) -> String {
    let words = &visit.words;
    let becomes = met(visit, call, &call.becomes);
    if becomes != met(visit, call, &call.was) {
        return becomes;
    }
    let language = say::language(words, call.becomes.language);
    match call.was.language == call.becomes.language {
        true => words.with("replay-other-words", &[("what", becomes.into())]),
        false => words.with(
            "replay-other-language",
            &[("what", becomes.into()), ("language", language.into())],
        ),
    }
}

/// What a caller meets, in a few words.
fn met(visit: &Visit, call: &Changed, met: &Met) -> String {
    let words = &visit.words;
    let said = outcome(words, met);
    let zone = visit.in_force.practice.zone;
    let until = met.until.filter(|until| *until > call.at);
    let said = match until {
        Some(until) if met.outcome == Outcome::Menu => {
            let until = moments::full(words, zone, until);
            words.with(
                "replay-until",
                &[("what", said.into()), ("until", until.into())],
            )
        }
        _ => said,
    };
    match &met.urgent {
        None => said,
        Some(rings) => {
            let gaps = [
                ("what", said.into()),
                ("who", in_order(words, rings).into()),
            ];
            words.with("replay-urgent", &gaps)
        }
    }
}

fn outcome(words: &Words, met: &Met) -> String {
    let rings = || in_order(words, &met.rings);
    match met.outcome {
        _ if met.own_line => words.t("replay-own-line"),
        Outcome::Ring => words.with("replay-rings", &[("who", rings().into())]),
        Outcome::Menu => words.t("replay-closed"),
        Outcome::FrontDesk if met.rings.is_empty() => words.t("replay-desk-message"),
        Outcome::FrontDesk => words.t("replay-desk"),
        Outcome::Voicemail => words.t("replay-message"),
        Outcome::Refuse => words.t("replay-refused"),
        _ => words.t("replay-nothing"),
    }
}

/// "Dr Okafor, then Dr Lindqvist".
pub fn in_order(words: &Words, rings: &[Rung]) -> String {
    let name = |rung: &Rung| match rung {
        Rung::Clinician(_, name) => name.clone(),
        Rung::Desk => words.t("replay-the-desk"),
        Rung::Patient => words.t("replay-the-patient"),
    };
    let mut names = rings.iter().map(name);
    let Some(first) = names.next() else {
        return words.t("replay-nobody");
    };
    names.fold(first, |before, next| {
        let gaps = [("before", before.into()), ("next", next.into())];
        words.with("replay-then", &gaps)
    })
}
