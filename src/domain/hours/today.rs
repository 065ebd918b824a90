//! Remembers the spans of the day that was asked for last: calls come on the same day, and working a day out anew
//! for each of them would cost more than the rest of a decision. What is remembered depends on nothing but the date,
//! so no answer depends on it.

use std::ops::Range;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use chrono::NaiveDate;

/// The open spans of a day, in minutes from midnight.
type Spans = Arc<[Range<u32>]>;

/// One day's open spans. Clones share it, as they share the expression.
#[derive(Clone, Default)]
pub struct Today(Arc<ArcSwapOption<(NaiveDate, Spans)>>);

impl Today {
    /// The spans of this day: as remembered, or worked out and remembered from now on.
    pub fn get(&self, date: NaiveDate, work_out: impl FnOnce() -> Vec<Range<u32>>) -> Spans {
        if let Some(known) = self.0.load().as_ref()
            && known.0 == date
        {
            return known.1.clone();
        }
        let spans: Spans = work_out().into();
        self.0.store(Some(Arc::new((date, spans.clone()))));
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_worked_out_once_and_another_day_anew() {
        let (today, mut asked) = (Today::default(), 0);
        let mut ask = |date| {
            today.get(day(date), || {
                asked += 1;
                vec![asked..asked + 1, 1000..1001]
            })
        };
        let first = ask("2026-11-23");
        assert_eq!(ask("2026-11-23"), first);
        assert_ne!(ask("2026-11-24"), first);
        assert_eq!(asked, 2);
    }
}
