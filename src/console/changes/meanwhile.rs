//! What others have changed since a form was made: who, when and what, in words and in the lines of the files, and whether
//! the form's own change is about the same.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::between::{self, Thing};
use super::done::{done, is_about};
use super::said::{author, brought};
use super::shown::differences;
use super::table::Tense;
use crate::config::Files;
use crate::config::difference::{FileDifference, Part, difference};
use crate::config::edit::Editor;
use crate::config::versions::{self, Kept};
use crate::console::visit::Visit;
use crate::console::words::Words;
use crate::domain::names::{ClinicianId, Version};
use crate::domain::practice::Practice;

/// What others have changed.
#[derive(Default)]
pub struct Meanwhile {
    /// Who brought which version and when, newest first.
    authors: Vec<Kept>,
    /// Whether what stands there is not kept yet: somebody has saved the files just now.
    is_unkept: bool,
    /// In words, from the version that was seen to the one that stands there; `None`: that cannot be worked out.
    things: Option<Vec<Thing>>,
    /// In the lines of the files; `None`: the version that was seen is not kept, or concerns others.
    lines: Option<Vec<FileDifference>>,
    /// What both changes are about.
    both: Vec<String>,
    /// Whether a line that they wrote would go again.
    is_undone: bool,
}

/// With what it is worked out.
pub struct Since<'a> {
    /// Knows the folder.
    pub editor: &'a Editor,
    /// The reader's language.
    pub words: &'a Words,
    /// The practice in force.
    pub practice: &'a Practice,
    /// Who sees what concerns the own line alone.
    pub only: Option<&'a ClinicianId>,
    /// Now.
    pub at: DateTime<Utc>,
}

impl Since<'_> {
    /// What has changed from version `seen` to these files. Blocks.
    pub fn read(&self, seen: Version, standing: &Files) -> Meanwhile {
        let mut kept = versions::list(self.editor.folder());
        let newest = kept.first().and_then(|kept| kept.version);
        let place = kept.iter().position(|kept| kept.version == Some(seen));
        let files = place.and_then(|place| {
            let name = &kept.get(place)?.name;
            Files::read(&versions::find(self.editor.folder(), name)?).ok()
        });
        let things = files.as_ref().and_then(|files| {
            let both = [files, standing];
            between::read(self.editor, self.words, both, &self.practice.ids, self.at)
        });
        let of_all = |files: &Files| difference(files, standing, &self.practice.clinicians);
        kept.truncate(place.unwrap_or(1));
        let mut meanwhile = Meanwhile {
            is_unkept: newest != Some(standing.version()),
            authors: kept,
            things,
            lines: files.as_ref().map(of_all),
            ..Meanwhile::default()
        };
        if let Some(only) = self.only {
            let things = meanwhile.things.iter_mut();
            things.for_each(|things| things.retain(|thing| thing.is_of(only)));
        }
        meanwhile
    }
}

impl Meanwhile {
    /// Compares it with the own change on top of it, in words and in lines.
    pub fn compare(&mut self, own: &[Thing], own_lines: &[FileDifference]) {
        let things = self.things.iter().flatten();
        let met = things.filter(|theirs| own.iter().any(|own| own.meets(theirs)));
        self.both = met.map(|thing| thing.title.clone()).collect();
        let lines = self.lines.as_deref().unwrap_or_default();
        self.is_undone = undoes(lines, own_lines);
    }

    /// All of it. Where there is an own change on top, it is said which of the two counts.
    pub fn shown(&self, visit: &Visit, is_own_below: bool) -> Markup {
        let words = &visit.words;
        html! {
            section.panel.conflict {
                div role="alert" {
                    h2 { (words.t("changes-conflict")) }
                    p { (words.t("changes-conflict-told")) }
                }
                ul {
                    // What was saved in this second is not kept yet.
                    @if self.is_unkept { li { (words.t("changes-who-files")) } }
                    @for kept in &self.authors { li { (self.author(visit, kept)) } }
                }
                h3 { (words.t("changes-conflict-files")) }
                (self.what(visit))
                @if is_own_below { (self.which_counts(visit)) }
            }
        }
    }

    fn author(&self, visit: &Visit, kept: &Kept) -> Markup {
        let what = match visit.only() {
            Some(only) if !is_about(kept, only) => String::new(),
            _ => done(visit, kept),
        };
        html! { (brought(visit, kept)) @if !what.is_empty() { " – " (what) } }
    }

    fn what(&self, visit: &Visit) -> Markup {
        let words = &visit.words;
        let things = self.things.as_deref().unwrap_or_default();
        let lines = self.lines.as_deref().filter(|_| visit.only().is_none());
        let is_told = !things.is_empty() || lines.is_some_and(|lines| !lines.is_empty());
        let nothing = lines.is_some_and(<[FileDifference]>::is_empty);
        html! {
            (between::shown(visit, things, Tense::Past))
            @if let Some(lines) = lines.filter(|lines| !lines.is_empty()) {
                details open[things.is_empty()] {
                    summary { (words.t("changes-in-the-files")) }
                    (differences(visit, lines))
                }
            }
            @if nothing { p { (words.t("changes-conflict-nothing-left")) } }
            @else if !is_told { p.soft { (words.t("changes-conflict-unknown")) } }
        }
    }

    fn which_counts(&self, visit: &Visit) -> Markup {
        let words = &visit.words;
        let who = self.authors.first().map(|kept| author(words, &kept.who));
        let who = who.filter(|_| !self.is_unkept && self.authors.len() == 1);
        let who = who.unwrap_or_else(|| words.t("changes-conflict-others"));
        let gaps = [("what", self.both.join("; ").into()), ("who", who.into())];
        html! {
            @if !self.both.is_empty() {
                p.notice.bad { strong { (words.with("changes-conflict-both", &gaps)) } }
            } @else if self.is_undone {
                p.notice.bad { strong { (words.t("changes-conflict-same")) } }
            } @else if self.things.is_some() && self.lines.is_some() {
                p { (words.t("changes-conflict-apart")) }
            }
            p { (words.t("changes-conflict-below")) }
        }
    }
}

/// Whether a line that came with one difference goes with the next.
fn undoes(theirs: &[FileDifference], own: &[FileDifference]) -> bool {
    own.iter().any(|file| {
        let same = theirs.iter().find(|their| their.file == file.file);
        let came = |line: &String| {
            let mut parts = same.into_iter().flat_map(|same| &same.parts);
            parts.any(|part| matches!(part, Part::Added(added) if added == line))
        };
        let mut parts = file.parts.iter();
        parts.any(|part| matches!(part, Part::Removed(line) if came(line)))
    })
}

/// What has changed since `seen`, for somebody whose own change cannot be made any more; `None`: nothing has.
pub async fn since(visit: &Visit, seen: Option<Version>) -> Option<Meanwhile> {
    let seen = seen?;
    let (editor, words, at) = (visit.console.editor(), visit.words, visit.at);
    let (in_force, only) = (visit.in_force.clone(), visit.only().cloned());
    let read = tokio::task::spawn_blocking(move || {
        let standing = Files::read(editor.folder()).ok()?;
        let since = Since {
            editor: &editor,
            words: &words,
            practice: &in_force.practice,
            only: only.as_ref(),
            at,
        };
        (standing.version() != seen).then(|| since.read(seen, &standing))
    });
    read.await.ok().flatten()
}
