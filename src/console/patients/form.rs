//! The form of one patient.

use maud::{Markup, html};

use super::entered::{Entered, Field};
use super::say;
use crate::console::page::{base, csrf};
use crate::console::visit::Visit;
use crate::domain::names::Language;

/// The form, its fields filled with what was entered and its mistakes beside them. `hidden`: numbers that stay and are
/// not shown, as `•• 23`.
pub fn form(visit: &Visit, entered: &Entered, action: &str, hidden: &[String]) -> Markup {
    let words = &visit.words;
    html! {
        @if !entered.mistakes.is_empty() {
            div.notice.bad role="alert" {
                p { (words.t("patients-mistakes")) }
                ul { @for (field, why) in &entered.mistakes {
                    li { a href={ "#" (name(*field)) } { (why) } }
                } }
            }
        }
        form.fields method="post" action=(action) {
            (csrf(visit)) (base(visit))
            (text(visit, entered, Field::Name, &entered.name))
            (phones(visit, entered, hidden))
            (clinician(visit, entered))
            fieldset {
                legend { (words.t("patients-access")) }
                div.row {
                    (date(visit, entered, Field::From, &entered.from))
                    (date(visit, entered, Field::Until, &entered.until))
                }
                p.hint { (words.t("patients-days-hint")) }
                label.tick {
                    input type="checkbox" name="urgent" value="yes" checked[entered.urgent] aria-describedby="urgent-hint";
                    (words.t("patients-field-urgent"))
                }
                p.hint id="urgent-hint" { (words.t("patients-urgent-hint")) }
            }
            (language(visit, entered))
            (code(visit, entered))
            div.row {
                button type="submit" { (words.t("patients-save")) }
                a.button.quiet href="/console/patients" { (words.t("patients-cancel")) }
            }
            p.hint { (words.t("patients-save-hint")) }
        }
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Phones => "phones",
        Field::Clinician => "clinician",
        Field::From => "from",
        Field::Until => "until",
        Field::Language => "language",
        Field::Code => "code",
    }
}

fn label(visit: &Visit, field: Field) -> String {
    let words = &visit.words;
    match field {
        Field::Name => words.t("patients-field-name"),
        Field::Phones => words.t("patients-field-phones"),
        Field::Clinician => words.t("patients-field-clinician"),
        Field::From => words.t("patients-field-from"),
        Field::Until => words.t("patients-field-until"),
        Field::Language => words.t("patients-field-language"),
        Field::Code => words.t("patients-field-code"),
    }
}

fn is_wrong(entered: &Entered, field: Field) -> bool {
    entered.mistakes.iter().any(|(of, _)| *of == field)
}

/// By what a field is described: its hint and its mistakes.
fn described(entered: &Entered, field: Field, hint: bool) -> Option<String> {
    let hint = hint.then(|| format!("{}-hint", name(field)));
    let wrong = is_wrong(entered, field).then(|| format!("{}-wrong", name(field)));
    let ids: Vec<String> = hint.into_iter().chain(wrong).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn wrong(entered: &Entered, field: Field) -> Markup {
    html! {
        @if is_wrong(entered, field) {
            div.bad.wrong id={ (name(field)) "-wrong" } {
                @for (_, why) in entered.mistakes.iter().filter(|(of, _)| *of == field) { p { (why) } }
            }
        }
    }
}

fn invalid(entered: &Entered, field: Field) -> Option<&'static str> {
    is_wrong(entered, field).then_some("true")
}

fn text(visit: &Visit, entered: &Entered, field: Field, value: &str) -> Markup {
    html! {
        div {
            label for=(name(field)) { (label(visit, field)) }
            input id=(name(field)) name=(name(field)) value=(value) autocomplete="off" required
                aria-invalid=[invalid(entered, field)] aria-describedby=[described(entered, field, false)];
            (wrong(entered, field))
        }
    }
}

fn date(visit: &Visit, entered: &Entered, field: Field, value: &str) -> Markup {
    html! {
        div {
            label for=(name(field)) { (label(visit, field)) }
            input type="date" id=(name(field)) name=(name(field)) value=(value)
                aria-invalid=[invalid(entered, field)] aria-describedby=[described(entered, field, false)];
            (wrong(entered, field))
        }
    }
}

fn phones(visit: &Visit, entered: &Entered, hidden: &[String]) -> Markup {
    let words = &visit.words;
    let field = Field::Phones;
    html! {
        div {
            label for="phones" { (label(visit, field)) }
            textarea id="phones" name="phones" rows="3" autocomplete="off" inputmode="tel"
                aria-invalid=[invalid(entered, field)] aria-describedby=[described(entered, field, true)] {
                "\n" (entered.phones)
            }
            p.hint id="phones-hint" { (words.t("patients-phones-hint")) }
            @for number in hidden {
                p.hint { (words.with("patients-hidden-stays", &[("number", number.as_str().into())])) }
            }
            (wrong(entered, field))
        }
    }
}

fn clinician(visit: &Visit, entered: &Entered) -> Markup {
    let field = Field::Clinician;
    let practice = &visit.in_force.practice;
    if let Some(own) = visit.only() {
        let own = practice.clinicians.get(own);
        let name = own.map(|clinician| clinician.name.as_str());
        return html! {
            p { (label(visit, field)) br; strong { (name.unwrap_or_default()) } }
        };
    }
    html! {
        div {
            label for="clinician" { (label(visit, field)) }
            select id="clinician" name="clinician" required
                aria-invalid=[invalid(entered, field)] aria-describedby=[described(entered, field, false)] {
                @if entered.clinician.is_empty() {
                    option value="" { (visit.words.t("patients-choose")) }
                }
                @for clinician in practice.clinicians.iter() {
                    option value=(clinician.id) selected[clinician.id.as_str() == entered.clinician] { (clinician.name) }
                }
            }
            (wrong(entered, field))
        }
    }
}

fn language(visit: &Visit, entered: &Entered) -> Markup {
    let words = &visit.words;
    let field = Field::Language;
    let practice = say::language(words, visit.in_force.practice.language);
    let usual = say::TONGUES.iter().map(|(_, tag)| *tag);
    // Another region stays choosable where it is chosen already.
    let others = Some(entered.language.as_str())
        .filter(|tag| !tag.is_empty() && usual.clone().all(|usual| usual != *tag));
    let called = |tag: &str| match tag.parse::<Language>() {
        Ok(language) => say::language(words, language),
        Err(_) => tag.to_owned(),
    };
    html! {
        div {
            label for="language" { (label(visit, field)) }
            select id="language" name="language" aria-invalid=[invalid(entered, field)]
                aria-describedby=[described(entered, field, false)] {
                option value="" { (words.with("patients-language-practice", &[("language", practice.into())])) }
                @for tag in usual.clone().chain(others) {
                    option value=(tag) selected[tag == entered.language] { (called(tag)) }
                }
            }
            (wrong(entered, field))
        }
    }
}

fn code(visit: &Visit, entered: &Entered) -> Markup {
    let words = &visit.words;
    let field = Field::Code;
    html! {
        div {
            label for="code" { (label(visit, field)) }
            div.row {
                input id="code" name="code" value=(entered.code) inputmode="numeric" autocomplete="off" maxlength="12" size="10"
                    aria-invalid=[invalid(entered, field)] aria-describedby=[described(entered, field, true)];
                button.quiet type="submit" name="do" value="new-code" formnovalidate { (words.t("patients-new-code")) }
            }
            p.hint id="code-hint" { (words.t("patients-code-hint")) }
            (wrong(entered, field))
        }
    }
}
