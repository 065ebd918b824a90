//! Where everything stands on a card: two faces of a credit card side by side, folded in the middle.
//!
//! The emergency number, the front line and the access code have their places first and are never left out; everything
//! else shrinks until it fits, and a name without an end ends in dots. All lengths in millimetres.

use std::fmt::Write;

use super::Card;
use super::code::{self, Code};
use super::measure::{Word, cut, line_width, lines, words};
use super::write::{Line, line};

/// One face (ISO/IEC 7810, ID-1).
pub const FACE: (f64, f64) = (85.6, 54.0);

const MARGIN: f64 = 5.0;
/// How wide text is on a face.
const ROOM: f64 = FACE.0 - 2.0 * MARGIN;
/// The code with its margin.
const CODE: f64 = 27.0;
/// What stands beside the code.
const BESIDE_CODE: f64 = ROOM - CODE - 1.5;
/// Distance between the feet of two lines, in heights of a letter.
const LEADING: f64 = 1.2;
/// Ordinary letters: ten points and a half.
const ORDINARY: f64 = 3.7;
/// The smallest letters, in parts of what was wanted.
const SMALLEST: f64 = 0.5;
/// From how many lines of hours on everything else has one line.
const LONG_WEEK: usize = 5;
/// Between the hours and what happens outside them.
const APART: f64 = 1.0;

/// The marks of one card; `None` where the contact does not fit into a code.
pub fn draw(card: &Card) -> Option<String> {
    let code = code::draw(&card.contact)?;
    let mut picture = String::new();
    front(&mut picture, card, &code);
    back(&mut picture, card);
    Some(picture)
}

fn front(picture: &mut String, card: &Card, code: &Code) {
    let x = MARGIN;
    fitted(&card.practice, false, 3.9, ROOM, 1).write(picture, x, 8.6);
    // Writing into a string does not fail.
    let _ = writeln!(
        picture,
        "<path d=\"M{x} 11h{ROOM}\" stroke=\"#000\" stroke-width=\"0.7\"/>"
    );
    square(picture, code, x + ROOM - CODE, 13.0);
    fitted(&card.scan, false, 3.0, CODE, 1).write_centred(picture, x + ROOM - CODE / 2.0, 42.7);
    whom(picture, card, x);
    fitted(&card.call, false, ORDINARY, BESIDE_CODE, 1).write(picture, x, 32.4);
    fitted(&card.number, true, 7.6, BESIDE_CODE, 1).write(picture, x, 39.8);
    if let Some(abroad) = &card.abroad {
        fitted(abroad, false, ORDINARY, ROOM, 1).write(picture, x, 48.6);
    }
}

/// Whose number it is, and whose card.
fn whom(picture: &mut String, card: &Card, x: f64) {
    let patient = card.patient.as_ref();
    let patient = patient.map(|patient| fitted(patient, false, ORDINARY, BESIDE_CODE, 1));
    let above = if patient.is_some() { 13.2 } else { 15.2 };
    let room = 28.2 - above - patient.as_ref().map_or(0.0, Block::height);
    let name = within(&card.clinician, true, 5.6, BESIDE_CODE, |size| {
        // More than three lines of a name are no heading.
        (room / (size * LEADING)).floor().clamp(1.0, 3.0)
    });
    name.write(picture, x, above + name.size);
    if let Some(patient) = patient {
        let below = above + name.height() + patient.size;
        patient.write(picture, x, below.max(25.4));
    }
}

fn square(picture: &mut String, code: &Code, x: f64, y: f64) {
    let side = code.side;
    let _ = writeln!(
        picture,
        "<svg x=\"{x:.2}\" y=\"{y:.2}\" width=\"{CODE}\" height=\"{CODE}\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path stroke=\"#000\" stroke-width=\"1.02\" d=\"{}\"/></svg>",
        code.path
    );
}

fn back(picture: &mut String, card: &Card) {
    let x = FACE.0 + MARGIN;
    let mut bottom = emergency(picture, card, x) - 1.2;
    if let Some([code, usage]) = &card.code {
        let usage = fitted(usage, false, 3.3, ROOM, 1);
        bottom -= usage.size * 0.3;
        usage.write(picture, x, bottom);
        let code = fitted(code, true, 4.4, ROOM, 1);
        bottom -= usage.size * 1.3;
        code.write(picture, x, bottom);
        bottom -= code.height();
    }
    let otherwise = words(&card.otherwise, false);
    let hours = card.hours.iter();
    let hours = hours.map(|(days, hours)| (words(days, false), words(hours, true)));
    let title = (words(&card.hours_title, true), Vec::new());
    let mut wanted = vec![title];
    wanted.extend(hours);
    wanted.push((otherwise, Vec::new()));
    paragraphs(picture, &wanted, x, bottom);
}

/// The framed sentence at the foot; gives the upper end of its frame.
fn emergency(picture: &mut String, card: &Card, x: f64) -> f64 {
    let one = fitted(&card.emergency, true, 4.8, ROOM - 4.0, 1);
    let roomy = card.hours.len() < LONG_WEEK;
    let set = match one.size < 3.8 && roomy {
        true => fitted(&card.emergency, true, 4.4, ROOM - 4.0, 2),
        false => one,
    };
    let height = set.height() + 2.6;
    let top = FACE.1 - 4.0 - height;
    let _ = writeln!(
        picture,
        "<rect x=\"{x}\" y=\"{top:.2}\" width=\"{ROOM}\" height=\"{height:.2}\" rx=\"1.5\" fill=\"none\" \
         stroke=\"#000\" stroke-width=\"0.7\"/>"
    );
    set.write_centred(picture, x + ROOM / 2.0, top + 1.3 + set.size * 0.95);
    top
}

/// What is said in words, as large as the rest of the face allows; the last of it stands apart, and is not left out.
fn paragraphs(picture: &mut String, wanted: &[(Vec<Word>, Vec<Word>)], x: f64, bottom: f64) {
    let top = 4.0;
    let set = |scale: f64| -> Vec<Block> {
        let size = ORDINARY * scale;
        let blocks = wanted.iter();
        blocks
            .map(|(days, hours)| Block::new(together(days, hours, ROOM / size), size, ROOM))
            .collect()
    };
    let height =
        |blocks: &[Block]| -> f64 { blocks.iter().map(Block::height).sum::<f64>() + APART };
    let fits = scales()
        .map(set)
        .find(|blocks| height(blocks) <= bottom - top);
    let mut blocks = fits.unwrap_or_else(|| set(SMALLEST));
    let Some(last) = blocks.pop() else { return };
    let end = bottom - last.height();
    let mut foot = top;
    for block in blocks {
        let block = block.cut(((end - foot) / (last.size * LEADING)).floor());
        block.write(picture, x, foot + block.size);
        foot += block.height();
    }
    let foot = (foot + APART).min(end);
    last.write(picture, x, foot + last.size);
}

/// Days and hours on one line, or the hours on lines of their own.
fn together(days: &[Word], hours: &[Word], room: f64) -> Vec<Vec<Word>> {
    let whole = [days, hours].concat();
    match line_width(&whole) <= room || hours.is_empty() {
        true => lines(&whole, room),
        false => [lines(days, room), lines(hours, room)].concat(),
    }
}

/// Lines of one size that belong together.
struct Block {
    lines: Vec<Vec<Word>>,
    size: f64,
    room: f64,
}

impl Block {
    fn new(lines: Vec<Vec<Word>>, size: f64, room: f64) -> Self {
        Block { lines, size, room }
    }

    fn count(&self) -> f64 {
        f64::from(u32::try_from(self.lines.len()).unwrap_or(u32::MAX))
    }

    fn height(&self) -> f64 {
        self.count() * self.size * LEADING
    }

    /// With at most this many lines.
    fn cut(self, most: f64) -> Self {
        let count = self.lines.iter().zip(0_u32..);
        let most = count.filter(|(_, place)| f64::from(*place) < most).count();
        let lines = cut(self.lines, most, self.room / self.size);
        Block { lines, ..self }
    }

    /// From the foot of the first line on.
    fn write(&self, picture: &mut String, x: f64, foot: f64) {
        self.set(picture, x, foot, false);
    }

    fn write_centred(&self, picture: &mut String, middle: f64, foot: f64) {
        self.set(picture, middle, foot, true);
    }

    fn set(&self, picture: &mut String, x: f64, foot: f64, centred: bool) {
        for (words, place) in self.lines.iter().zip(0_u32..) {
            let set = Line {
                x,
                y: foot + f64::from(place) * self.size * LEADING,
                size: self.size,
                room: self.room,
                centred,
                words,
            };
            line(picture, &set);
        }
    }
}

/// A text in letters as large as its place allows, at most `size`; what does not fit in the smallest ends in dots.
fn fitted(text: &str, bold: bool, size: f64, room: f64, most: u32) -> Block {
    within(text, bold, size, room, |_| f64::from(most))
}

/// The same, where the number of lines depends on the letters' size.
fn within(text: &str, bold: bool, size: f64, room: f64, most: impl Fn(f64) -> f64) -> Block {
    let words = words(text, bold);
    let width = |word: &Word| line_width(std::slice::from_ref(word));
    let widest = words.iter().map(width).fold(0.0, f64::max);
    let sized = |size: f64| Block::new(lines(&words, room / size), size, room);
    let whole = |block: &Block| widest <= room / block.size && block.count() <= most(block.size);
    let found = scales().map(|scale| sized(size * scale)).find(whole);
    found.unwrap_or_else(|| {
        let size = size * SMALLEST;
        sized(size).cut(most(size))
    })
}

/// From what was wanted down to the smallest.
fn scales() -> impl Iterator<Item = f64> {
    (0..20).map(|step| 1.0 - f64::from(step) * (1.0 - SMALLEST) / 19.0)
}
