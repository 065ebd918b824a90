//! Where the readers put what they find, until both files are read and all of it can be shown at once.

use std::ops::Range;

use super::blank::{Blanker, words};
use super::mistake::{Mistake, Severity};
use super::source::Source;

/// One thing found in one file, still with its place in bytes.
pub struct Finding {
    at: Range<usize>,
    severity: Severity,
    message: String,
    help: String,
    /// Whether it only means something when the whole file could be read.
    needs_whole: bool,
}

/// What was found in one file.
#[derive(Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Something that keeps the configuration from being used.
    pub fn error(
        &mut self,
        at: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(at, Severity::Error, message.into(), help.into(), false);
    }

    /// Something that somebody should look at.
    pub fn warning(
        &mut self,
        at: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(at, Severity::Warning, message.into(), help.into(), false);
    }

    /// Something that the relay will need and that is not at hand here.
    pub fn note(&mut self, at: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.add(at, Severity::Note, message.into(), help.into(), false);
    }

    /// Something that is not there, or not known: in a file that could not be read to its end it may be there.
    pub fn absent(
        &mut self,
        at: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(at, Severity::Error, message.into(), help.into(), true);
    }

    fn add(
        &mut self,
        at: &Range<usize>,
        severity: Severity,
        message: String,
        help: String,
        needs_whole: bool,
    ) {
        self.list.push(Finding {
            at: at.clone(),
            severity,
            // Whatever a reader put into it: the last gate before it is shown.
            message: words(&message),
            help,
            needs_whole,
        });
    }

    /// Whether anything keeps the configuration from being used.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether something keeps the configuration from being used.
    pub fn any_error(&self) -> bool {
        self.list
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// Drops what may only seem so because the file could not be read to its end.
    pub fn drop_doubtful(&mut self) {
        self.list.retain(|finding| !finding.needs_whole);
    }

    /// Drops what was found from a byte on.
    pub fn drop_from(&mut self, at: usize) {
        self.list.retain(|finding| finding.at.start < at);
    }

    /// Drops what was found in the same line as one of the others: what follows from a slip is not told twice.
    pub fn drop_beside(&mut self, others: &Findings, source: &Source<'_>) {
        let line = |finding: &Finding| source.place(finding.at.start).0;
        let lines: Vec<usize> = others.list.iter().map(line).collect();
        self.list.retain(|finding| !lines.contains(&line(finding)));
    }

    /// Takes over another file's or reader's findings.
    pub fn append(&mut self, mut others: Findings) {
        self.list.append(&mut others.list);
    }

    /// As they are shown, in the order of the file; `code` finds the access code in a line of `patients.csv`.
    pub fn into_mistakes(
        mut self,
        source: &Source<'_>,
        line_text: impl Fn(&Blanker, &str, usize) -> String,
        blanker: &Blanker,
    ) -> Vec<Mistake> {
        self.list.sort_by_key(|finding| finding.at.start);
        let shown = |finding: Finding| {
            let (line, column) = source.place(finding.at.start);
            let span = source.line_span(finding.at.start);
            Mistake {
                file: source.name(),
                line,
                column,
                severity: finding.severity,
                message: finding.message,
                line_text: line_text(blanker, source.get(span.clone()), span.start),
                help: finding.help,
            }
        };
        self.list.into_iter().map(shown).collect()
    }
}
