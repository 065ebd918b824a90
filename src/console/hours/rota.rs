//! The form for a rota: shifts in order, each with its hours and who is on duty. Where they overlap the first counts.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::edit::{buttons, hidden, to_overview, wrong_notation};
use super::entry::{Entry, Kind, Mistake, mistake};
use super::fieldset::{Fieldset, summary, told_by, wrong};
use super::meaning::{Meaning, read as read_hours};
use super::subjects::View;
use super::week::Week;
use super::{BACK, assets, picture};
use crate::config::edit::wish::{Change, RotaShift};
use crate::config::written::WrittenRota;
use crate::console::changes;
use crate::console::form::{Fields, Posted};
use crate::console::page::{Tab, page};
use crate::console::visit::{Act, Outcome, Refusal, Visit};
use crate::domain::names::ClinicianId;
use crate::domain::practice;

/// What the first rota is called where there is none yet.
const FIRST: &str = "on-call";

/// How many shifts a form takes.
const MOST: usize = 60;

/// One shift, as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shift {
    hours: Entry,
    clinician: String,
}

/// `GET /console/hours/rota/{place}`
pub async fn show(Path(place): Path<String>, visit: Visit) -> Outcome {
    visit.must(&Act::Manage)?;
    let place = read_place(&visit, &place)?;
    let rota = rota(&visit, place)?;
    let shifts: Vec<Shift> = rota
        .shifts
        .iter()
        .map(|shift| Shift {
            hours: Entry::of(Some(shift.hours.expression())),
            clinician: shift.clinician.to_string(),
        })
        .collect();
    let base = visit.in_force.practice.version.to_string();
    Ok(form(&visit, place, &rota.name, &shifts, &base, &[]))
}

/// `POST /console/hours/rota/{place}`
pub async fn sent(Path(place): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let place = read_place(&visit, &place)?;
    let name = rota(&visit, place)?.name;
    let (button, base) = (fields.get("do"), fields.get("base"));
    let mut shifts = read(&fields);
    if press(&mut shifts, button) {
        return Ok(form(&visit, place, &name, &shifts, base, &[]));
    }
    let wanted = wanted(&visit, &shifts);
    match wanted {
        Ok(shifts) if button == "save" => {
            let back = format!("{BACK}/rota/{place}");
            changes::preview(visit, Change::Rota { name, shifts }, base, &back).await
        }
        Ok(_) => Ok(form(&visit, place, &name, &shifts, base, &[])),
        Err(mistakes) => Ok(form(&visit, place, &name, &shifts, base, &mistakes)),
    }
}

fn read_place(visit: &Visit, place: &str) -> Result<usize, Refusal> {
    place.parse().map_err(|_| visit.not_found())
}

/// The rota at a place; where there is none at all, the first one is made.
fn rota(visit: &Visit, place: usize) -> Result<WrittenRota, Refusal> {
    let rotas = &visit.in_force.written.rotas;
    let rota = match rotas.get(place) {
        None if rotas.is_empty() && place == 0 => Some(WrittenRota {
            name: FIRST.to_owned(),
            shifts: Vec::new(),
        }),
        found => found.filter(|_| is_told_apart(rotas, place)).cloned(),
    };
    rota.ok_or_else(|| visit.not_found())
}

/// Whether a change of the rota at this place can mean no other: of several with one name, or with none, the first is meant.
pub fn is_told_apart(rotas: &[WrittenRota], place: usize) -> bool {
    let mut before = rotas.iter().take(place);
    let rota = rotas.get(place);
    rota.is_some_and(|rota| before.all(|other| other.name != rota.name))
}

fn read(fields: &Fields) -> Vec<Shift> {
    let numbers = fields
        .0
        .iter()
        .filter_map(|(name, _)| name.strip_prefix('s')?.strip_suffix("-clinician"));
    let shift = |number: &str| Shift {
        hours: Entry::sent(fields, &format!("s{number}-")),
        clinician: fields.get(&format!("s{number}-clinician")).to_owned(),
    };
    numbers.take(MOST).map(shift).collect()
}

/// What the buttons do: `shift`, `up-1`, `down-1`, `remove-1`, and those of a shift's rows, `s1-add`. Whether it was one
/// of them.
fn press(shifts: &mut Vec<Shift>, button: &str) -> bool {
    if button == "shift" {
        if shifts.len() < MOST {
            let hours = Entry {
                kind: Kind::Rows,
                ..Entry::of(None)
            };
            shifts.push(Shift {
                hours,
                clinician: String::new(),
            });
        }
        return true;
    }
    if let Some((number, button)) = button
        .strip_prefix('s')
        .and_then(|rest| rest.split_once('-'))
    {
        let shift = number
            .parse()
            .ok()
            .and_then(|number: usize| shifts.get_mut(number));
        return shift.is_some_and(|shift| shift.hours.press(button));
    }
    let Some((what, number)) = button.split_once('-') else {
        return false;
    };
    let Some(number) = number
        .parse::<usize>()
        .ok()
        .filter(|number| *number < shifts.len())
    else {
        return false;
    };
    match what {
        "up" if number > 0 => shifts.swap(number, number - 1),
        "down" if number + 1 < shifts.len() => shifts.swap(number, number + 1),
        "remove" => {
            shifts.remove(number);
        }
        "up" | "down" => {}
        _ => return false,
    }
    true
}

fn wanted(visit: &Visit, shifts: &[Shift]) -> Result<Vec<RotaShift>, Vec<Mistake>> {
    let (mut wanted, mut mistakes) = (Vec::new(), Vec::new());
    for (number, shift) in shifts.iter().enumerate() {
        let prefix = format!("s{number}-");
        let clinician = ClinicianId::new(&shift.clinician)
            .filter(|id| visit.in_force.practice.clinicians.get(id).is_some());
        if clinician.is_none() {
            let words = visit.words.t("hours-wrong-clinician");
            mistakes.push(mistake(format!("{prefix}clinician"), words));
        }
        match shift.hours.notation(&visit.words, &prefix) {
            Ok(Some(hours)) => {
                mistakes.extend(wrong_notation(visit, &hours, &shift.hours, &prefix, true));
                wanted.extend(clinician.map(|clinician| RotaShift { hours, clinician }));
            }
            Ok(None) => mistakes.push(mistake(
                format!("{prefix}r0-day"),
                visit.words.t("hours-wrong-no-rows"),
            )),
            Err(found) => mistakes.extend(found),
        }
    }
    match mistakes.is_empty() {
        true => Ok(wanted),
        false => Err(mistakes),
    }
}

fn form(
    visit: &Visit,
    place: usize,
    name: &str,
    shifts: &[Shift],
    base: &str,
    mistakes: &[Mistake],
) -> Response {
    let words = &visit.words;
    let body = html! {
        (assets())
        (to_overview(visit))
        (summary(words, mistakes))
        p { (words.t("hours-rota-about")) }
        form method="post" action=(format!("{BACK}/rota/{place}")) data-live="" {
            (hidden(visit, base))
            @if shifts.is_empty() { p.notice { (words.t("hours-rota-empty")) } }
            ol.shifts { @for (number, shift) in shifts.iter().enumerate() {
                (one(visit, shift, number, shifts.len(), mistakes))
            } }
            div.row { button.quiet type="submit" name="do" value="shift" { (words.t("hours-add-shift")) } }
            (buttons(visit, true))
        }
        (week(visit, name, shifts))
    };
    let title = match name {
        "" => words.t("hours-rota"),
        name => words.with("hours-rota-edit", &[("name", name.into())]),
    };
    let mut response = page(visit, Some(Tab::Hours), &title, &body);
    if !mistakes.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn one(visit: &Visit, shift: &Shift, number: usize, all: usize, mistakes: &[Mistake]) -> Markup {
    let words = &visit.words;
    let prefix = format!("s{number}-");
    let name = format!("{prefix}clinician");
    let found = mistakes.iter().find(|mistake| mistake.field == name);
    let title = words.with("hours-shift", &[("number", (number + 1).into())]);
    let fieldset = Fieldset {
        words,
        prefix: &prefix,
        entry: &shift.hours,
        mistakes,
        without: None,
        legend: words.t("hours-on-duty-when"),
    };
    let button = |what: &str, label: String| {
        html! {
            button.quiet type="submit" name="do" value=(format!("{what}-{number}")) { (label) span.unseen { " – " (title) } }
        }
    };
    html! {
        li.panel {
            div.shift-head {
                h2 { (title) }
                div.row {
                    @if number > 0 { (button("up", words.t("hours-up"))) }
                    @if number + 1 < all { (button("down", words.t("hours-down"))) }
                    (button("remove", words.t("hours-drop-row")))
                }
            }
            label.who-duty { span { (words.t("hours-on-duty-who")) }
                select name=(name) aria-invalid=[found.map(|_| "true")] aria-describedby=[found.map(told_by)] {
                    option value="" selected[shift.clinician.is_empty()] { (words.t("hours-choose")) }
                    @for clinician in visit.in_force.practice.clinicians.iter() {
                        option value=(clinician.id.as_str()) selected[clinician.id.as_str() == shift.clinician] { (clinician.name) }
                    }
                }
            }
            (wrong(found))
            (fieldset.shown())
            div.means { (meaning(visit, shift, &prefix)) }
        }
    }
}

/// Who would be on duty this week, where the shifts can be read.
fn week(visit: &Visit, name: &str, shifts: &[Shift]) -> Markup {
    let words = &visit.words;
    let Some(shifts) = wanted(visit, shifts)
        .ok()
        .filter(|shifts| !shifts.is_empty())
    else {
        return html! {};
    };
    let each = shifts.into_iter().filter_map(|shift| {
        let (hours, _) = read_hours(visit, &shift.hours, true).ok()?;
        Some(practice::Shift {
            hours,
            clinician: shift.clinician,
        })
    });
    let rota = WrittenRota {
        name: name.to_owned(),
        shifts: each.collect(),
    };
    let view = View {
        in_force: &visit.in_force,
        words: visit.words,
        week: Week::of(visit.in_force.practice.day(visit.at)),
        now: visit.at,
        ahead: None,
    };
    let picture = view.rota_week(0, &rota);
    html! {
        section.panel.meaning aria-labelledby="meaning" {
            h2 id="meaning" { (words.t("hours-rota-week")) }
            (picture::patterns())
            (picture::drawn(&picture, words))
            (picture::table(&picture, words))
        }
    }
}

fn meaning(visit: &Visit, shift: &Shift, prefix: &str) -> Markup {
    let notation = shift.hours.notation(&visit.words, prefix).ok().flatten();
    match notation.map(|notation| Meaning::of(visit, &notation, true)) {
        Some(Ok(meaning)) => meaning.in_words(visit),
        Some(Err(wrong)) => html! { p.notice.bad lang="en" { (wrong) } },
        None => html! {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shifts(sent: &str) -> Vec<Shift> {
        read(&Fields::read(sent.as_bytes()))
    }

    fn order(shifts: &[Shift]) -> Vec<&str> {
        shifts
            .iter()
            .map(|shift| shift.clinician.as_str())
            .collect()
    }

    #[test]
    fn shifts_move_up_and_down_and_go() {
        let mut all = shifts(
            "s0-clinician=a&s0-kind=always&s4-clinician=b&s4-kind=rows&s4-r0-day=Sa&s4-r0-from=9&s4-r0-to=12&s5-clinician=c",
        );
        assert_eq!(order(&all), ["a", "b", "c"]);
        assert!(press(&mut all, "up-1"));
        assert_eq!(order(&all), ["b", "a", "c"]);
        assert_eq!(all[0].hours.rows[0].from, "9");
        assert!(press(&mut all, "down-1") && press(&mut all, "up-0") && press(&mut all, "down-2"));
        assert_eq!(order(&all), ["b", "c", "a"]);
        assert!(press(&mut all, "remove-1") && press(&mut all, "shift"));
        assert_eq!(order(&all), ["b", "a", ""]);
        assert!(press(&mut all, "s1-add"));
        assert_eq!(all[1].hours.rows.len(), 1);
        for nothing in [
            "save", "check", "", "up-9", "up-x", "s9-add", "s1-save", "turn-1",
        ] {
            assert!(!press(&mut all, nothing), "{nothing}");
        }
    }
}
