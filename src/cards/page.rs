//! A card as a file of its own, and as a page to print: both whole in themselves, with nothing fetched and nothing run.

use super::Card;
use super::sheet::FACE;
use super::write::{FONTS, escaped};

/// What the page looks like on paper and on a screen.
const STYLE: &str = "@page{margin:10mm}*{box-sizing:border-box}body{margin:0;background:#fff;color:#000}\
    main{display:flex;flex-direction:column;align-items:center;gap:5mm}main>svg{display:block;break-inside:avoid}\
    p{font:12pt/1.4 Helvetica,Arial,sans-serif;text-align:center;margin:6mm}\
    @media print{p{display:none}}";

/// The card alone.
pub fn picture(card: &Card, drawn: &str) -> String {
    let svg = svg(card, &format!("<g id=\"card\">{}</g>", group(drawn)));
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{svg}\n")
}

/// A page with some copies of it. The first is drawn, the others are it once more.
pub fn page(card: &Card, drawn: &str, copies: usize) -> String {
    let first = svg(card, &format!("<g id=\"card\">{}</g>", group(drawn)));
    let again = svg(card, "<use href=\"#card\"/>");
    let cards: Vec<&str> = std::iter::once(first.as_str())
        .chain(std::iter::repeat_n(
            again.as_str(),
            copies.saturating_sub(1),
        ))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<p>{}</p>\n<main>\n{}\n</main>\n</body>\n</html>\n",
        card.language,
        title(card),
        escaped(&card.fold),
        cards.join("\n")
    )
}

fn title(card: &Card) -> String {
    escaped(&format!("{} · {}", card.clinician, card.practice))
}

fn svg(card: &Card, inside: &str) -> String {
    let (width, height) = (2.0 * FACE.0, FACE.1);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" xml:lang=\"{}\"><title>{}</title>{inside}</svg>",
        card.language,
        title(card)
    )
}

/// The frame to cut along, the line to fold along, and what is drawn in them.
fn group(drawn: &str) -> String {
    let (width, height) = (2.0 * FACE.0, FACE.1);
    let (inner, tall, fold) = (width - 0.2, height - 0.2, FACE.0);
    format!(
        "<g font-family=\"{FONTS}\" fill=\"#000\" stroke=\"none\">\n\
         <rect x=\"0.1\" y=\"0.1\" width=\"{inner}\" height=\"{tall}\" rx=\"3\" fill=\"#fff\" stroke=\"#000\" \
         stroke-width=\"0.2\"/>\n<path d=\"M{fold} 0.1v{tall}\" stroke=\"#000\" stroke-width=\"0.2\" \
         stroke-dasharray=\"1.5 1.5\"/>\n{drawn}</g>"
    )
}
