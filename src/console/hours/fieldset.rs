//! The fields of hours: how they are given, rows of days and times, the notation; each with what is wrong with it.

use maud::{Markup, html};

use super::entry::{Entry, Kind, Mistake, RowEntry};
use super::said;
use super::simple::NAMES;
use crate::console::words::Words;

/// The fields of one person's hours; their names begin with `prefix`, which is empty where there is one only.
pub struct Fieldset<'a> {
    /// The reader's words.
    pub words: &'a Words,
    /// With what the names begin.
    pub prefix: &'a str,
    /// What was entered.
    pub entry: &'a Entry,
    /// What is wrong with it.
    pub mistakes: &'a [Mistake],
    /// What it means to give no hours; `None`: they must be given.
    pub without: Option<String>,
    /// What the group is called.
    pub legend: String,
}

/// So many empty rows stand below the others.
const EMPTY: usize = 1;

impl Fieldset<'_> {
    /// All of it.
    pub fn shown(&self) -> Markup {
        let words = self.words;
        html! {
            fieldset.hours {
                legend { (self.legend) }
                div.kinds {
                    @if let Some(without) = &self.without { (self.kind(Kind::Without, without)) }
                    (self.kind(Kind::Rows, &words.t("hours-kind-rows")))
                    (self.kind(Kind::Always, &words.t("hours-kind-always")))
                    (self.kind(Kind::Notation, &words.t("hours-kind-notation")))
                }
                @if self.entry.beyond_rows {
                    p.notice { (words.t("hours-beyond-rows")) }
                    input type="hidden" name=(self.name("beyond")) value="on";
                }
                (self.rows())
                (self.notation())
            }
        }
    }

    fn name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    fn wrong(&self, field: &str) -> Option<&Mistake> {
        self.mistakes.iter().find(|mistake| mistake.field == field)
    }

    fn kind(&self, kind: Kind, words: &str) -> Markup {
        html! {
            label.tick {
                input type="radio" name=(self.name("kind")) value=(kind.value()) checked[self.entry.kind == kind];
                span { (words) }
            }
        }
    }

    fn rows(&self) -> Markup {
        let words = self.words;
        let empty = vec![RowEntry::default(); EMPTY];
        let closed = self.name("closed");
        html! {
            div.of-rows {
                p.hint { (words.t("hours-rows-hint")) }
                ol.hour-rows {
                    @for (number, row) in self.entry.rows.iter().chain(&empty).enumerate() { (self.row(number, row)) }
                }
                div.row {
                    button.quiet type="submit" name="do" value=(self.name("add")) data-add="" { (words.t("hours-add-row")) }
                }
                label.tick {
                    input type="checkbox" name=(closed) checked[self.entry.closed] aria-describedby=[self.told(&closed)];
                    span { (words.t("hours-closed-on-holidays")) }
                }
                (wrong(self.wrong(&closed)))
            }
        }
    }

    fn row(&self, number: usize, row: &RowEntry) -> Markup {
        let words = self.words;
        let name = |field: &str| self.name(&format!("r{number}-{field}"));
        let day = name("day");
        let title = words.with("hours-row", &[("number", (number + 1).into())]);
        html! {
            li.hour-row { fieldset aria-describedby=[self.told(&day)] {
                legend.unseen { (title) }
                div.ticks {
                    @for (place, value) in NAMES.iter().enumerate() {
                        label.day-tick title=(said::weekday(words, place)) {
                            input type="checkbox" name=(day) value=(value) checked[row.days.get(place) == Some(&true)];
                            span { (said::short_weekday(words, place)) }
                        }
                    }
                    label.day-tick {
                        input type="checkbox" name=(day) value="PH" checked[row.holidays];
                        span { (words.t("hours-public-holidays")) }
                    }
                }
                div.from-to {
                    (self.time(&name("from"), &words.t("hours-from-time"), &row.from))
                    (self.time(&name("to"), &words.t("hours-to-time"), &row.to))
                    @if row.is_overnight() { span.badge { (words.t("hours-next-day")) } }
                    button.quiet type="submit" name="do" value=(self.name(&format!("drop-{number}"))) data-drop="" {
                        (words.t("hours-drop-row")) span.unseen { " – " (title) }
                    }
                }
                (wrong(self.wrong(&day)))
                (wrong(self.wrong(&name("from"))))
                (wrong(self.wrong(&name("to"))))
            } }
        }
    }

    fn time(&self, name: &str, words: &str, value: &str) -> Markup {
        html! {
            label.time { span { (words) }
                input type="text" name=(name) value=(value) size="6" maxlength="8" autocomplete="off" placeholder="––:––"
                    aria-invalid=[self.wrong(name).map(|_| "true")] aria-describedby=[self.told(name)];
            }
        }
    }

    fn notation(&self) -> Markup {
        let words = self.words;
        let name = self.name("notation");
        html! {
            div.of-notation {
                label { span { (words.t("hours-notation")) }
                    input.notation type="text" name=(name) value=(self.entry.notation) maxlength="500" autocomplete="off" spellcheck="false"
                        aria-invalid=[self.wrong(&name).map(|_| "true")] aria-describedby=[self.told(&name)];
                }
                p.hint { (words.t("hours-notation-hint")) " " code { "Mo-Fr 09:00-17:00; 2026 Dec 24 off; PH off" } }
                (wrong(self.wrong(&name)))
            }
        }
    }

    /// The element that says what is wrong with a field.
    fn told(&self, field: &str) -> Option<String> {
        self.wrong(field).map(told_by)
    }
}

/// What is wrong with a field, below it.
pub fn wrong(mistake: Option<&Mistake>) -> Markup {
    html! { @if let Some(mistake) = mistake {
        p.wrong id=(told_by(mistake)) { "✗ " (mistake.words) }
    } }
}

/// The id of the element that says it.
pub fn told_by(mistake: &Mistake) -> String {
    format!("wrong-{}", mistake.field)
}

/// That there is something to correct, above the form.
pub fn summary(words: &Words, mistakes: &[Mistake]) -> Markup {
    html! { @if !mistakes.is_empty() {
        div.notice.bad role="alert" {
            p { strong { (words.with("hours-wrong", &[("count", mistakes.len().into())])) } }
            ul { @for mistake in mistakes { li { (mistake.words) } } }
        }
    } }
}
