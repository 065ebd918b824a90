//! A night belongs to its evening: where the evening is off, so is what would have followed after midnight.
//!
//! The crate looks at each day by itself. `Mo-Su 18:00-09:00; PH off` would close the evening of a holiday and open
//! again at midnight, to nobody's expectation.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use opening_hours_syntax::RuleKind;
use opening_hours_syntax::rules::OpeningHoursExpression;
use opening_hours_syntax::rules::time::Time;

const MIDNIGHT: u32 = 24 * 60;

/// What is known of an expression's nights.
#[derive(Clone, PartialEq, Eq)]
pub struct Nights {
    /// Where some span runs overnight and none begins at midnight, what is open at midnight comes from the evening
    /// before; these are the times at which spans begin (minutes). `None` for all other expressions.
    begins: Option<Arc<[u32]>>,
}

impl Nights {
    /// Looks at the spans of all rules that open.
    pub fn of(expression: &OpeningHoursExpression) -> Self {
        let opening = expression
            .rules
            .iter()
            .filter(|rule| rule.kind == RuleKind::Open);
        let spans = opening.flat_map(|rule| &rule.time_selector.spans);
        let fixed = spans.filter_map(|span| match (span.range.start, span.range.end) {
            (Time::Fixed(start), Time::Fixed(end)) => Some((
                u32::from(start.mins_from_midnight()),
                u32::from(end.mins_from_midnight()),
            )),
            _ => None,
        });
        let fixed: Vec<(u32, u32)> = fixed.collect();
        let overnight = fixed
            .iter()
            .any(|(start, end)| end <= start || *end > MIDNIGHT);
        let at_midnight = fixed.iter().any(|(start, _)| *start == 0);
        let begins = (overnight && !at_midnight)
            .then(|| fixed.into_iter().map(|(start, _)| start).collect());
        Self { begins }
    }

    /// The spans of a day, without the rest of a night whose evening was not open. `evaluate` gives the spans of a day
    /// looked at by itself.
    pub fn day(
        &self,
        date: NaiveDate,
        evaluate: impl Fn(NaiveDate) -> Vec<Range<u32>>,
    ) -> Vec<Range<u32>> {
        let mut spans = evaluate(date);
        let Some(begins) = &self.begins else {
            return spans;
        };
        let Some(morning) = spans.first_mut().filter(|span| span.start == 0) else {
            return spans;
        };
        let evening = date.pred_opt().map(evaluate).unwrap_or_default();
        if evening.last().is_some_and(|span| span.end == MIDNIGHT) {
            return spans;
        }
        match begins
            .iter()
            .copied()
            .filter(|begin| *begin < morning.end)
            .min()
        {
            Some(begin) => morning.start = begin,
            None => {
                spans.remove(0);
            }
        }
        spans
    }
}
