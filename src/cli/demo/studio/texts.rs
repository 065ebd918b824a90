//! What the people of the demo text, and how the page is told of it.

use bytes::Bytes;

use crate::provider::local::{Attached, Message};

use super::super::view::{Direction, Event, PersonView, PictureView, TextView};
use super::album::Picture;
use super::{Refusal, Studio};

/// A text has so many characters at most, as at the provider.
const LONGEST: usize = 1_600;
/// The largest picture that the provider takes from a phone, in bytes.
pub const LARGEST: usize = 5_000_000;
/// The type of a contact card.
const CARD: &str = "text/vcard";
/// What the sample photos are called, and the files: drawn, with a made-up camera and a position in them.
const PHOTOS: [(&str, &[u8]); 2] = [
    ("rash", include_bytes!("../samples/rash.jpg")),
    ("tablets", include_bytes!("../samples/tablets.jpg")),
];

/// What is attached to a text.
pub enum Attachment {
    /// One of the samples: `rash`, `tablets` or `card`.
    Sample(String),
    /// A file of one's own.
    Own(Picture),
}

impl Studio {
    /// Sends a text to a number as people write it.
    ///
    /// # Errors
    /// No number or nobody's, nothing to send or too much, or the phone cannot text now.
    pub fn text(
        &self,
        phone: &str,
        to: &str,
        body: &str,
        attachment: Option<Attachment>,
    ) -> Result<(), Refusal> {
        let (person, phone) = self.phone(phone)?;
        if person.landline {
            return Err(not_now("Take another phone: this one is a fixed line."));
        }
        let to = self.number(to)?;
        let wrong = |words: &str| Err(Refusal::Wrong(words.to_owned()));
        if body.is_empty() && attachment.is_none() {
            return wrong("Write something first.");
        }
        if body.chars().count() > LONGEST {
            return wrong("Write less: a text has 1,600 characters at most.");
        }
        let picture = attachment.map(|one| picture(one, &person)).transpose()?;
        let media: Vec<(&str, &[u8])> = picture
            .iter()
            .map(|picture| (picture.kind.as_str(), picture.bytes.as_ref()))
            .collect();
        super::phones::done(phone.text_with_media(&to, body, &media).map(drop))
    }

    /// A picture that was sent or received, or one of the sample photos.
    pub fn picture(&self, id: &str) -> Option<Picture> {
        let sent = self.0.album.picture(id);
        sent.or_else(|| PHOTOS.iter().find(|(name, _)| *name == id).map(photo))
    }

    /// A text as the page is shown it.
    pub(super) fn tell_text(&self, message: Message) {
        let direction = match message.is_inbound {
            true => Direction::In,
            false => Direction::Out,
        };
        let callback = message.status_callback.as_deref();
        let outbox = callback.and_then(|url| url.split('#').next()?.rsplit('/').next());
        let text = TextView {
            outbox: outbox.map(str::to_owned),
            pictures: message
                .attached
                .into_iter()
                .map(|one| self.keep(one))
                .collect(),
            sid: message.sid,
            at: message.at,
            direction,
            from: message.from,
            to: message.to,
            body: message.body,
            status: message.status,
            error: message.error_code,
        };
        let is_known = self.0.feed.look(|now| now.texts.contains(&text));
        if !is_known {
            self.0.seen.shown();
            let text = Box::new(text);
            self.0.feed.publish(Event::Text { text });
        }
    }

    fn keep(&self, attached: Attached) -> PictureView {
        let picture = Picture {
            kind: attached.content_type,
            bytes: attached.bytes,
        };
        let album = &self.0.album;
        album.keep(&attached.sid, picture, |picture| self.holds_number(picture))
    }

    /// Whether a clinician's number can be read in it: anywhere in words, and letter by letter in other files.
    fn holds_number(&self, picture: &Picture) -> bool {
        let in_force = &self.configured().in_force;
        if picture.kind.starts_with("text/") {
            return in_force
                .guard
                .finds(&String::from_utf8_lossy(&picture.bytes));
        }
        let phones = in_force
            .practice
            .clinicians
            .iter()
            .flat_map(|one| &one.phones);
        let mut numbers = phones.map(|phone| phone.number.expose());
        numbers.any(|number| {
            let plain = number.trim_start_matches('+').as_bytes().to_vec();
            let mut parts = picture.bytes.windows(plain.len());
            parts.any(|part| part == plain)
        })
    }
}

fn picture(attachment: Attachment, person: &PersonView) -> Result<Picture, Refusal> {
    match attachment {
        Attachment::Own(picture) if picture.bytes.len() > LARGEST => Err(Refusal::Wrong(
            "Choose a smaller picture: phones send 5 MB at most.".to_owned(),
        )),
        Attachment::Own(picture) => Ok(picture),
        Attachment::Sample(name) if name == "card" => Ok(card(person)),
        Attachment::Sample(name) => {
            let found = PHOTOS.iter().find(|(known, _)| *known == name);
            let unknown = || Refusal::Wrong("choose rash, tablets or card".to_owned());
            found.map(photo).ok_or_else(unknown)
        }
    }
}

fn photo((_, file): &(&str, &'static [u8])) -> Picture {
    Picture {
        kind: "image/jpeg".to_owned(),
        bytes: Bytes::from_static(file),
    }
}

/// The own contact card, as phones share it (RFC 6350).
fn card(person: &PersonView) -> Picture {
    let lines = [
        "BEGIN:VCARD".to_owned(),
        "VERSION:4.0".to_owned(),
        format!("FN:{}", person.name),
        format!("TEL;VALUE=uri;TYPE=cell:tel:{}", person.number),
        "END:VCARD".to_owned(),
    ];
    Picture {
        kind: CARD.to_owned(),
        bytes: lines.map(|line| line + "\r\n").concat().into(),
    }
}

fn not_now(words: &str) -> Refusal {
    Refusal::NotNow(words.to_owned())
}
