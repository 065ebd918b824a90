//! The square code that a phone's camera reads, as one path: few bytes, and sharp at every size.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The empty margin around the code that readers need, in points (ISO/IEC 18004).
const MARGIN: usize = 4;

/// A code with its margin.
pub struct Code {
    /// Points a side, the margin included.
    pub side: usize,
    /// The dark points: the data of a path whose strokes are one point wide.
    pub path: String,
}

/// Draws a text; `None` where it does not fit. A seventh of the code may be smudged (level M).
pub fn draw(text: &str) -> Option<Code> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let points = code.into_colors();
    let mut path = String::new();
    for (row, points) in points.chunks(width).enumerate() {
        line(&mut path, row, points);
    }
    Some(Code {
        side: width + 2 * MARGIN,
        path,
    })
}

/// One row: each run of dark points is a stroke, each run of light ones a move.
fn line(path: &mut String, row: usize, points: &[Color]) {
    let runs = points.chunk_by(|one, next| one == next);
    // Writing into a string does not fail.
    let _ = write!(path, "M{MARGIN} {}.5", row + MARGIN);
    for run in runs {
        let _ = match run.first() {
            Some(Color::Dark) => write!(path, "h{}", run.len()),
            _ => write!(path, "m{} 0", run.len()),
        };
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The points of a path, as a printer would draw them: true is dark.
    pub fn points(side: usize, path: &str) -> Vec<Vec<bool>> {
        let mut points = vec![vec![false; side]; side];
        for line in path.split('M').skip(1) {
            let mut strokes = line.split_inclusive(char::is_alphabetic);
            let start = strokes.next().unwrap();
            let command = start.chars().last().unwrap();
            let (x, y) = start
                .trim_end_matches(char::is_alphabetic)
                .split_once(' ')
                .unwrap();
            let (mut x, y) = (x.parse::<usize>().unwrap(), y.strip_suffix(".5").unwrap());
            let y: usize = y.parse().unwrap();
            let mut command = command;
            for stroke in strokes {
                let length = stroke.trim_end_matches(char::is_alphabetic);
                let length: usize = length.trim_end_matches(" 0").parse().unwrap();
                if command == 'h' {
                    points[y][x..x + length].fill(true);
                }
                x += length;
                command = stroke.chars().last().unwrap();
            }
        }
        points
    }

    /// What a reader sees in a drawn code.
    pub fn read(side: usize, path: &str) -> String {
        let points = points(side, path);
        // Readers look for patterns some pixels wide.
        let scale = 4;
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, |x, y| {
                if points[y / scale][x / scale] { 0 } else { 255 }
            });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code");
        grids[0].decode().unwrap().1
    }

    #[test]
    fn what_was_drawn_is_read_again() {
        for text in [
            "BEGIN:VCARD",
            "Zoë Ødegård, Łódź, 北京\r\n",
            &"x".repeat(400),
        ] {
            let code = draw(text).unwrap();
            assert_eq!(read(code.side, &code.path), text);
        }
        assert!(draw(&"x".repeat(4000)).is_none());
    }

    #[test]
    fn a_code_has_its_margin() {
        let code = draw("BEGIN:VCARD").unwrap();
        let points = points(code.side, &code.path);
        for place in (0..MARGIN).chain(code.side - MARGIN..code.side) {
            assert!(!points[place].contains(&true));
            assert!(points.iter().all(|row| !row[place]));
        }
        assert!(points[MARGIN][MARGIN]);
    }
}
