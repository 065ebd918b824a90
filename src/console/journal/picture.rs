//! The pictures of the charts, made here: every number stands in its place, so that nothing is said by colour alone.

use maud::{Markup, html};

use super::counted::Grid;
use super::when::weekday;
use crate::console::words::Words;

/// The width of the column with the hours, and the size of a cell.
const LABEL: u32 = 46;
const CELL: (u32, u32) = (44, 24);
/// A bar at its longest, the place for its name, and its height with what is between.
const BAR: u32 = 210;
const NAME: u32 = 96;
const STEP: u32 = 34;

/// Calls by hour and weekday.
pub fn heat(label: &str, words: &Words, grid: &Grid) -> Markup {
    let most = grid.iter().flatten().copied().max().unwrap_or(0);
    let (width, height) = (LABEL + 7 * CELL.0, 26 + 24 * CELL.1);
    html! {
        svg.heat role="img" aria-label=(label) viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
            @for day in 0..7 {
                text.head x=(LABEL + day * CELL.0 + CELL.0 / 2) y="17" text-anchor="middle" { (weekday(words, day)) }
            }
            @for (hour, days) in (0..).zip(grid) {
                text.head x=(LABEL - 6) y=(26 + hour * CELL.1 + 17) text-anchor="end" { (format!("{hour:02}:00")) }
                @for (day, calls) in (0..).zip(days) {
                    @let (x, y) = (LABEL + day * CELL.0, 26 + hour * CELL.1);
                    rect class=(heat_class(*calls, most)) x=(x + 1) y=(y + 1) width=(CELL.0 - 2) height=(CELL.1 - 2) rx="4" {}
                    @if *calls > 0 {
                        text class=(heat_class(*calls, most)) x=(x + CELL.0 / 2) y=(y + 17) text-anchor="middle" { (short(*calls)) }
                    }
                }
            }
        }
    }
}

/// The same in a table.
pub fn table(caption: &str, words: &Words, grid: &Grid) -> Markup {
    html! { div.scroll { table.small {
        caption { (caption) }
        thead { tr {
            th scope="col" { (words.t("journal-hour")) }
            @for day in 0..7 { th.number scope="col" { (weekday(words, day)) } }
        } }
        tbody { @for (hour, days) in (0..24).zip(grid) { tr {
            th scope="row" { (format!("{hour:02}:00")) }
            @for calls in days { td.number { (calls) } }
        } } }
    } } }
}

/// Patients by how often they called.
pub fn bars(label: &str, words: &Words, names: &[String; 5], patients: &[u64; 5]) -> Markup {
    let (all, percents) = (patients.iter().sum(), percents(patients));
    let most = patients.iter().copied().max().unwrap_or(0).max(1);
    let (width, height) = (NAME + BAR + 90, 5 * STEP + 4);
    html! {
        svg.bars role="img" aria-label=(label) viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
            @for (((place, name), count), percent) in (0..).zip(names).zip(patients).zip(percents) {
                @let length = u64::from(BAR).saturating_mul(*count) / most;
                @let y = place * STEP;
                text.head x=(NAME - 8) y=(y + 21) text-anchor="end" { (name) }
                // Whoever is there at all is seen.
                rect x=(NAME) y=(y + 4) width=(if *count > 0 { length.max(3) } else { 0 }) height=(STEP - 10) rx="4" {}
                text x=(u64::from(NAME) + length + 8) y=(y + 21) { (count) " (" (share(words, *count, percent, all)) ")" }
            }
        }
    }
}

/// Five shades; what is in them says the number.
fn heat_class(calls: u32, most: u32) -> &'static str {
    if calls == 0 || most == 0 {
        return "h0";
    }
    match u64::from(calls) * 5 / u64::from(most) {
        0 => "h1",
        1 => "h2",
        2 => "h3",
        3 => "h4",
        _ => "h5",
    }
}

/// A number that fits into a cell; the table has all its digits.
fn short(calls: u32) -> String {
    match calls {
        0..=9_999 => calls.to_string(),
        _ => format!("{}k", calls / 1000),
    }
}

/// The percentages of parts, whole numbers that add up to 100: what rounding down leaves over goes to the largest remainders,
/// of equal ones to the first. All are 0 where there is nothing.
fn percents(parts: &[u64; 5]) -> [u64; 5] {
    let all: u128 = parts.iter().map(|part| u128::from(*part)).sum();
    if all == 0 {
        return [0; 5];
    }
    let hundredfold = parts.map(|part| u128::from(part) * 100);
    let mut percents = hundredfold.map(|part| u64::try_from(part / all).unwrap_or(100));
    let left = 100_u64.saturating_sub(percents.iter().sum());
    let mut by_remainder: Vec<(u128, &mut u64)> = hundredfold
        .iter()
        .zip(&mut percents)
        .map(|(part, percent)| (part % all, percent))
        .collect();
    by_remainder.sort_by_key(|(remainder, _)| std::cmp::Reverse(*remainder));
    for ((_, percent), _) in by_remainder.into_iter().zip(0..left) {
        *percent += 1;
    }
    percents
}

/// "92%". Few are not none, and not all is not all.
fn share(words: &Words, count: u64, percent: u64, all: u64) -> String {
    match percent {
        0 if count > 0 => words.t("journal-share-few"),
        100 if count < all => words.t("journal-share-most"),
        _ => words.with("journal-share", &[("percent", percent.into())]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::console::words::Tongue;

    #[test]
    fn every_number_of_the_grid_stands_in_the_picture_and_in_the_table() {
        let mut grid = Grid::default();
        grid[9][0] = 17;
        grid[23][6] = 3;
        let words = Words::new(Tongue::English);
        let picture = heat("Calls", &words, &grid).into_string();
        assert_eq!(picture.matches("<rect").count(), 7 * 24);
        assert!(picture.contains(">17<") && picture.contains(">3<"));
        assert!(picture.contains("role=\"img\"") && !picture.contains("style="));
        let table = table("Calls", &words, &grid).into_string();
        assert!(table.contains(">17<") && table.contains(">3<"));
    }

    #[test]
    fn few_are_not_none_and_not_all_is_not_all() {
        let of = |tongue, parts: [u64; 5]| {
            let words = Words::new(tongue);
            let all = parts.iter().sum();
            let shares = parts.iter().zip(percents(&parts));
            let shares = shares.map(|(count, percent)| share(&words, *count, percent, all));
            shares.collect::<Vec<_>>()
        };
        let english = of(Tongue::English, [311, 1, 0, 0, 0]);
        assert_eq!(english, ["> 99%", "< 1%", "0%", "0%", "0%"]);
        let french = of(Tongue::French, [311, 1, 0, 0, 312]);
        let set = [
            "50\u{a0}%",
            "<\u{a0}1\u{a0}%",
            "0\u{a0}%",
            "0\u{a0}%",
            "50\u{a0}%",
        ];
        assert_eq!(french, set);
        assert_eq!(of(Tongue::English, [312, 0, 0, 0, 0])[0], "100%");
        assert_eq!(of(Tongue::English, [0; 5]), ["0%"; 5]);
    }

    #[test]
    fn what_rounding_leaves_over_goes_to_the_largest_remainders() {
        assert_eq!(percents(&[1, 1, 1, 0, 0]), [34, 33, 33, 0, 0]);
        assert_eq!(percents(&[4, 2, 0, 0, 0]), [67, 33, 0, 0, 0]);
        assert_eq!(percents(&[1, 1, 1, 1, 2]), [17, 17, 17, 16, 33]);
        assert_eq!(percents(&[u64::MAX; 5]), [20; 5]);
    }

    proptest! {
        #[test]
        fn percentages_add_up_to_a_hundred(parts in prop::array::uniform5(0_u64..5_000)) {
            let percents = percents(&parts);
            let all: u64 = parts.iter().sum();
            prop_assert_eq!(percents.iter().sum::<u64>(), if all == 0 { 0 } else { 100 });
            for (part, percent) in parts.iter().zip(percents) {
                prop_assert!((percent * all).abs_diff(part * 100) < all.max(1), "{part} of {all}: {percent}");
            }
        }
    }

    #[test]
    fn the_shade_grows_with_the_calls() {
        let shades: Vec<_> = (0..=10).map(|calls| heat_class(calls, 10)).collect();
        assert!(shades.is_sorted());
        assert_eq!((shades[0], shades[1], shades[10]), ("h0", "h1", "h5"));
        assert_eq!(heat_class(0, 0), "h0");
    }
}
