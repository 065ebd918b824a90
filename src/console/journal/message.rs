//! A message on the page: how long, whether it was heard, and its player with what can be done with it.

use maud::{Markup, html};

use super::{may_delete, may_hear, teller, when};
use crate::console::page::csrf;
use crate::console::visit::Visit;
use crate::store::console::journal_rows::LeftMessage;

/// Its length.
pub fn length(visit: &Visit, message: &LeftMessage) -> String {
    match message.seconds {
        Some(seconds) => when::length(i64::from(seconds)),
        None => visit.words.t("journal-length-unknown"),
    }
}

/// Whether it is new, or was heard when and by whom.
pub fn state(visit: &Visit, message: &LeftMessage) -> Markup {
    let zone = visit.in_force.practice.zone;
    let state = teller(visit).heard(message, zone);
    match is_new(message) {
        true => html! { span.badge { (state) } },
        false => html! { (state) },
    }
}

/// In the list of calls: new or not.
pub fn badge(visit: &Visit, message: &LeftMessage) -> Markup {
    html! { @if is_new(message) { span.badge { (visit.words.t("journal-message-new")) } } }
}

fn is_new(message: &LeftMessage) -> bool {
    message.heard_at.is_none() && message.state == "kept"
}

/// The player and the buttons, for who may hear it. `back` is where the page stands.
pub fn player(visit: &Visit, message: &LeftMessage, back: &str) -> Markup {
    let words = &visit.words;
    if !may_hear(visit, message) {
        return html! { span.soft { (words.t("journal-not-yours")) } };
    }
    if message.state != "kept" {
        return html! {};
    }
    let zone = visit.in_force.practice.zone;
    let of = [
        ("who", teller(visit).who_left(message).into()),
        ("at", when::moment(words, zone, message.at).into()),
    ];
    let (id, label) = (message.id, words.with("journal-player", &of));
    let back_to = form_urlencoded::Serializer::new(String::new())
        .append_pair("back", back)
        .finish();
    html! {
        audio controls preload="none" aria-label=(label) src={ "/console/messages/" (id) } {}
        div.row {
            @if message.heard_at.is_none() {
                form method="post" action={ "/console/messages/" (id) "/heard" } {
                    (csrf(visit))
                    input type="hidden" name="back" value=(back);
                    button.quiet type="submit" aria-label=(words.with("journal-mark-heard-of", &of)) { (words.t("journal-mark-heard")) }
                }
            }
            @if may_delete(visit, message) {
                a.button.quiet href={ "/console/messages/" (id) "/delete?" (back_to) } aria-label=(words.with("journal-delete-of", &of)) {
                    (words.t("journal-delete"))
                }
            }
        }
    }
}

/// On the page of its call.
pub fn panel(visit: &Visit, message: &LeftMessage) -> Markup {
    let words = &visit.words;
    html! { section.panel {
        h2 { (words.t("journal-message")) }
        p {
            (teller(visit).mailbox(message)) " · " (length(visit, message)) " · " (state(visit, message))
        }
        (player(visit, message, &format!("/console/journal/{}", message.call)))
    } }
}
