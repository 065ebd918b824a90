//! Of a clinician's number its last two digits, as the console shows it: enough to tell two phones apart.

use super::runs::number_runs;
use super::{Blanker, DOT};

impl Blanker {
    /// A line that is blanked already, with the last two digits of each clinician's number: `•• 23`.
    pub fn with_ends(&self, line: &str, blanked: &str) -> String {
        let mut runs = number_runs(line)
            .filter(|run| self.is_known(&run.digits))
            .peekable();
        let mut shown = String::with_capacity(blanked.len());
        for ((at, written), blank) in line.char_indices().zip(blanked.chars()) {
            while runs.next_if(|run| run.span.end <= at).is_some() {}
            match runs.peek() {
                Some(run) if blank == DOT && run.span.contains(&at) => {
                    if at == run.span.start {
                        let ends = run.digits.get(run.digits.len().saturating_sub(2)..);
                        shown.push_str("•• ");
                        shown.push_str(ends.unwrap_or_default());
                    }
                }
                Some(run) if blank == DOT && written == '+' && at + 1 == run.span.start => {}
                _ => shown.push(blank),
            }
        }
        shown
    }
}
