//! However somebody writes `practice.toml`: a change touches its own lines alone, and can be undone to the byte.

use proptest::prelude::*;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::changes::{practice, put};
use super::*;
use crate::config::edit::wish::{AwaySpan, Change, RotaShift};

/// How somebody writes.
#[derive(Clone, Debug)]
struct Style {
    crlf: bool,
    marked: bool,
    aligned: bool,
    indented: bool,
    remarks: bool,
    lists_on_lines: bool,
    plain_quotes: bool,
    open: bool,
    rota_first: bool,
    away_in_tables: bool,
    set_apart: bool,
    nameless: bool,
}

fn style() -> impl Strategy<Value = Style> {
    prop::array::uniform12(any::<bool>()).prop_map(
        |[
            crlf,
            marked,
            aligned,
            indented,
            remarks,
            lists_on_lines,
            plain_quotes,
            open,
            rota_first,
            away_in_tables,
            set_apart,
            nameless,
        ]| Style {
            crlf,
            marked,
            aligned,
            indented,
            remarks,
            lists_on_lines,
            plain_quotes,
            open,
            rota_first,
            away_in_tables,
            set_apart,
            nameless,
        },
    )
}

impl Style {
    fn text(&self, text: &str) -> String {
        let mark = if self.plain_quotes { '\'' } else { '"' };
        format!("{mark}{text}{mark}")
    }

    fn key(&self, key: &str, value: &str) -> String {
        let indent = if self.indented { "  " } else { "" };
        let width = if self.aligned { 14 } else { 0 };
        let remark = if self.remarks {
            format!("  # of {key}")
        } else {
            String::new()
        };
        format!("{indent}{key:width$} = {value}{remark}\n")
    }

    fn list(&self, entries: &[String]) -> String {
        match self.lists_on_lines {
            false => format!("[{}]", entries.join(", ")),
            true => {
                let remark = if self.remarks { " # an entry" } else { "" };
                let lines = entries
                    .iter()
                    .map(|entry| format!("    {entry},{remark}\n"));
                format!("[\n{}  ]", lines.collect::<String>())
            }
        }
    }

    /// Absences as tables of their own.
    fn tables(&self, entries: &[&[(&str, &str)]]) -> String {
        let above = match (self.set_apart, self.remarks) {
            (true, true) => "\n# an absence\n",
            (true, false) => "\n",
            (false, true) => "# an absence\n",
            (false, false) => "",
        };
        let table = |keys: &&[(&str, &str)]| {
            let keys = keys.iter().map(|(key, value)| self.key(key, value));
            format!("{above}[[clinician.away]]\n{}", keys.collect::<String>())
        };
        entries.iter().map(table).collect()
    }

    fn clinician(&self, id: &str, last: u32, more: &[(&str, String)], below: &str) -> String {
        let above = if self.remarks {
            format!("# {id}\n")
        } else {
            String::new()
        };
        let keys = [
            ("id", self.text(id)),
            ("name", self.text(&format!("Dr {id}"))),
            ("line", self.text(&format!("+44770090010{last}"))),
            ("phone", self.text(&format!("+44770090012{last}"))),
        ];
        let keys = keys.iter().chain(more);
        let keys = keys.map(|(key, value)| self.key(key, value));
        format!(
            "{above}[[clinician]]\n{}{below}\n",
            keys.collect::<String>()
        )
    }

    fn file(&self) -> String {
        let away = self.list(&[
            "{ from = 2026-12-24, to = 2027-01-02, cover = \"b\" }".to_owned(),
            "{from=2027-03-01,to=2027-03-02}".to_owned(),
        ]);
        let tables = self.tables(&[
            &[
                ("from", "2026-12-24"),
                ("to", "\"2027-01-02\""),
                ("cover", "\"b\""),
            ],
            &[("from", "2027-03-01"), ("to", "2027-03-02")],
        ]);
        let mut keys = vec![
            ("hours", self.text("Mo-Fr 09:00-12:00; PH off")),
            ("away", away),
            ("backup", self.list(&[self.text("b")])),
            ("ring", self.text("20s")),
        ];
        if self.away_in_tables {
            keys.retain(|(key, _)| *key != "away");
        }
        let below = if self.away_in_tables { &*tables } else { "" };
        let people = [
            self.clinician("a", 1, &keys, below),
            self.clinician("b", 2, &[], ""),
        ]
        .concat();
        let shifts = self.list(&[
            "{ hours = \"Sa,Su\", clinician = \"a\" }".to_owned(),
            "{ hours = \"24/7\", clinician = \"b\" }".to_owned(),
        ]);
        let name = match self.nameless {
            true => String::new(),
            false => self.key("name", &self.text("on-call")),
        };
        let rota = format!("[[rota]]\n{name}{}\n", self.key("shifts", &shifts));
        let practice = [
            self.key("name", &self.text("The Practice")),
            self.key("country", &self.text("GB")),
            self.key("region", &self.text("GB-ENG")),
            self.key("time_zone", &self.text("Europe/London")),
            self.key("language", &self.text("en-GB")),
            self.key("hours", &self.text("Mo-Fr 08:00-18:00; PH off")),
        ]
        .concat();
        let provider = self.key("kind", &self.text("local"));
        let sections = match self.rota_first {
            true => format!("{rota}{people}"),
            false => format!("{people}{rota}"),
        };
        let mut text =
            format!("\n# head\n[practice]\n{practice}\n[provider]\n{provider}\n{sections}# tail\n");
        if self.open {
            text.truncate(text.trim_end().len());
        }
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        format!("{}{text}", if self.marked { "\u{feff}" } else { "" })
    }
}

fn id(text: &str) -> ClinicianId {
    ClinicianId::new(text).unwrap()
}

fn spans(spans: &[(&str, &str, Option<&str>)]) -> Vec<AwaySpan> {
    let span = |(from, to, cover): &(&str, &str, Option<&str>)| AwaySpan {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        cover: cover.map(id),
    };
    spans.iter().map(span).collect()
}

fn shifts(shifts: &[(&str, &str)]) -> Vec<RotaShift> {
    let shift = |(hours, who): &(&str, &str)| RotaShift {
        hours: (*hours).to_owned(),
        clinician: id(who),
    };
    shifts.iter().map(shift).collect()
}

/// A change, what undoes it, and the words of which one stands in each line that goes.
fn changes(style: &Style) -> Vec<(Change, Change, &'static [&'static str])> {
    let hours = |who: &str, hours: Option<&str>| Change::Hours {
        clinician: id(who),
        hours: hours.map(str::to_owned),
    };
    let away = |of: &[(&str, &str, Option<&str>)]| Change::Away {
        clinician: id("a"),
        spans: spans(of),
    };
    let rota = |of: &[(&str, &str)]| Change::Rota {
        name: if style.nameless { "" } else { "on-call" }.to_owned(),
        shifts: shifts(of),
    };
    let practice = |hours: &str| Change::PracticeHours(Some(hours.to_owned()));
    let add = Change::AddClinician {
        id: "c".to_owned(),
        name: "Dr c".to_owned(),
        line: "+447700900103".to_owned(),
        phone: "+447700900123".to_owned(),
        hours: Some("24/7".to_owned()),
    };
    let next = |phone: Option<&str>| Change::NextPhone {
        clinician: id("b"),
        phone: phone.map(str::to_owned),
    };
    let christmas = ("2026-12-24", "2027-01-02", Some("b"));
    let march = ("2027-03-01", "2027-03-02", None);
    let (weekend, always) = (("Sa,Su", "a"), ("24/7", "b"));
    vec![
        (hours("b", Some("24/7")), hours("b", None), &[]),
        (
            practice("Mo 08:00-18:00; PH off"),
            practice("Mo-Fr 08:00-18:00; PH off"),
            &["hours"],
        ),
        (
            away(&[christmas, march, ("2027-05-01", "2027-05-09", None)]),
            away(&[christmas, march]),
            &["away", "2027-03-01"],
        ),
        (
            away(&[("2026-12-01", "2026-12-02", Some("b")), christmas, march]),
            away(&[christmas, march]),
            &["away"],
        ),
        (
            rota(&[weekend, ("Fr", "b"), always]),
            rota(&[weekend, always]),
            &["shifts"],
        ),
        (
            rota(&[weekend, always, ("Fr", "b")]),
            rota(&[weekend, always]),
            &["shifts", "24/7"],
        ),
        (add, Change::RemoveClinician(id("c")), &[]),
        (next(Some("07700 900199")), next(None), &[]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_touches_its_own_lines_alone_and_can_be_undone(style in style(), which in 0usize..8) {
        let before = style.file();
        let folder = Folder::with(&before);
        prop_assert!(folder.load().is_ok(), "{}", folder.load().err().unwrap());
        let (change, undo, touched) = changes(&style).swap_remove(which);
        put(&folder, &change);
        let after = practice(&folder);
        prop_assert_eq!(after.starts_with('\u{feff}'), style.marked);
        if style.crlf {
            prop_assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
        }
        let (old, new): (Vec<&str>, Vec<&str>) = (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
        for step in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if step.tag() != DiffTag::Equal {
                for line in &old[step.old_range()] {
                    let own = touched.iter().any(|word| line.contains(word));
                    // A file without an end of its last line gets one where lines follow.
                    prop_assert!(own || !line.ends_with('\n'), "{line:?} is gone from\n{before}\nin\n{after}");
                }
            }
        }
        put(&folder, &undo);
        // What was added at an open end keeps the end it needed.
        let undone = practice(&folder);
        // A list that became too wide for its line stays broken into lines.
        let wrapped = !style.lists_on_lines && ["[\n", "[\r\n"].iter().any(|open| after.contains(open));
        let same = wrapped || undone == before || (style.open && undone.trim_end() == before.trim_end());
        prop_assert!(same, "{before}\n---\n{after}\n---\n{undone}");
    }
}
