//! The question, to be entered.

use maud::{Markup, html};

use super::ask::{Asked, Who, lines};
use crate::console::numbers;
use crate::console::page::csrf;
use crate::console::visit::Visit;

/// The form. Mistakes are told only to somebody who has asked.
pub fn form(visit: &Visit, asked: &Asked, is_asked: bool) -> Markup {
    let words = &visit.words;
    let mistake = |field: &str| {
        let mut found = asked.mistakes.iter().filter(|_| is_asked);
        found
            .find(|(name, _)| *name == field)
            .map(|(_, what)| what.clone())
    };
    html! {
        form.fields.panel method="post" action="/console/what-if" {
            (csrf(visit))
            (who(visit, asked, mistake("who"), mistake("number")))
            label {
                (words.t("whatif-line"))
                select name="line" aria-describedby=[mistake("line").map(|_| "whatif-line-mistake")] {
                    @for clinician in lines(visit) {
                        option value=(clinician.id) selected[asked.line.as_ref() == Some(&clinician.id)] {
                            (clinician.name) " (" (numbers::line(clinician.line.0)) ")"
                        }
                    }
                }
            }
            (told("whatif-line-mistake", mistake("line")))
            (what(visit, asked))
            (when(visit, asked, mistake("date")))
            fieldset {
                legend { (words.t("whatif-memory")) }
                label.tick { input type="radio" name="memory" value="now" checked[asked.remembered]; (words.t("whatif-memory-now")) }
                label.tick { input type="radio" name="memory" value="fresh" checked[!asked.remembered]; (words.t("whatif-memory-fresh")) }
            }
            div { button type="submit" { (words.t("whatif-ask")) } }
        }
    }
}

fn who(
    visit: &Visit,
    asked: &Asked,
    no_patient: Option<String>,
    no_number: Option<String>,
) -> Markup {
    let words = &visit.words;
    let patient = asked.patient(visit);
    let described = no_number.as_ref().map(|_| "whatif-number-mistake");
    html! {
        fieldset {
            legend { (words.t("whatif-who")) }
            (told("whatif-who-mistake", no_patient))
            @if let Some(row) = patient {
                input type="hidden" name="patient" value=(row.id);
                label.tick {
                    input type="radio" name="who" value="patient" checked;
                    (row.name) @if let Some(phone) = row.phones.first() { " (" (numbers::shown(&visit.in_force.practice, *phone)) ")" }
                }
            }
            label.tick {
                input type="radio" name="who" value="number" checked[asked.who == Who::Number];
                (words.t("whatif-who-number"))
            }
            label.under {
                (words.t("whatif-number"))
                input type="text" name="number" value=(asked.number) autocomplete="off"
                    aria-invalid=[described.map(|_| "true")] aria-describedby=[described];
            }
            (told("whatif-number-mistake", no_number))
            label.tick {
                input type="radio" name="who" value="unknown" checked[asked.who == Who::Unknown];
                (words.t("whatif-who-unknown"))
            }
            label.tick {
                input type="radio" name="who" value="withheld" checked[asked.who == Who::Withheld];
                (words.t("whatif-who-withheld"))
            }
        }
    }
}

fn what(visit: &Visit, asked: &Asked) -> Markup {
    let words = &visit.words;
    html! {
        fieldset {
            legend { (words.t("whatif-kind")) }
            label.tick { input type="radio" name="kind" value="call" checked[!asked.is_text]; (words.t("whatif-kind-call")) }
            label.tick { input type="radio" name="kind" value="text" checked[asked.is_text]; (words.t("whatif-kind-text")) }
            label.under {
                (words.t("whatif-text"))
                input type="text" name="text" value=(asked.text) maxlength="200" autocomplete="off"
                    aria-describedby="whatif-text-hint";
            }
            p.hint id="whatif-text-hint" { (words.t("whatif-text-hint")) }
        }
    }
}

fn when(visit: &Visit, asked: &Asked, mistake: Option<String>) -> Markup {
    let words = &visit.words;
    let described = mistake.as_ref().map(|_| "whatif-date-mistake");
    html! {
        fieldset {
            legend { (words.t("whatif-when")) }
            div.row {
                label {
                    (words.t("whatif-date"))
                    input type="date" name="date" value=(asked.date) required aria-describedby=[described];
                }
                label {
                    (words.t("whatif-time"))
                    input type="time" name="time" value=(asked.time) required aria-describedby=[described];
                }
            }
            p.hint { (words.with("whatif-zone", &[("zone", visit.in_force.practice.zone.name().into())])) }
            (told("whatif-date-mistake", mistake))
        }
    }
}

fn told(id: &str, mistake: Option<String>) -> Markup {
    html! { @if let Some(mistake) = mistake { p.notice.bad role="alert" id=(id) { (mistake) } } }
}
