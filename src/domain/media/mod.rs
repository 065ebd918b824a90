//! What may be attached to a text, and from whom: a contact card or a calendar from a clinician gives the own number
//! away, a photo does not once it has lost its metadata.
//!
//! A type is a claim of the sender's phone; for photos the first bytes must agree with it. What is not known here is
//! refused with a reason that can be told to the sender.

mod clean;

use serde::{Deserialize, Serialize};

pub use clean::clean;

/// The most bytes of a JPEG, PNG or GIF that lines carry.
pub const LARGEST_PHOTO: usize = 5_000_000;

/// The most bytes of anything else.
pub const LARGEST_OTHER: usize = 500_000;

/// Whose text it is attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// To a patient: only what can be cleaned of everything that names the sender.
    Clinician,
    /// To a clinician: what the lines carry.
    Patient,
}

/// A kind of photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Photo {
    /// What nearly every phone sends. Metadata (EXIF with the position, XMP) stands in segments of its own.
    Jpeg,
    /// Screenshots. Metadata stands in chunks of its own.
    Png,
    /// Small moving pictures from keyboards. Comments and XMP stand in blocks of their own.
    Gif,
    /// What browsers save. Metadata stands in chunks of its own.
    WebP,
    /// What some phones take photos in. Metadata is woven into the file by offsets.
    Heic,
}

/// What may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A photo, which loses its metadata first where a clinician sent it.
    Photo(Photo),
    /// A voice memo.
    Sound,
    /// A film.
    Film,
    /// A PDF: a letter, a result.
    Document,
    /// Words that the phone sent as an attachment.
    Words,
    /// Somebody's contact card or calendar entry.
    Card,
}

/// Why something stays here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// From a clinician.
    #[error("a contact card gives the sender's number away")]
    Card,
    /// From a clinician: its organiser is a number or an address.
    #[error("a calendar entry names its sender")]
    Calendar,
    /// From a clinician: sounds, films and documents hold names that can't be taken out.
    #[error("only photos can be passed on; what else a phone attaches may name its sender")]
    OnlyPhotos,
    /// From a clinician: the position can't be taken out, of a format or of a damaged file.
    #[error("the place where the photo was taken cannot be taken out of it; send it as JPEG")]
    NotCleanable,
    /// Nothing that is known here.
    #[error("attachments of this kind can't be passed on")]
    Unknown,
    /// The first bytes are those of something else.
    #[error("the attachment is not what it says it is")]
    Disguised,
    /// More than the lines carry.
    #[error("the attachment is too large")]
    TooLarge,
    /// The provider announced it and did not give it, for as long as waiting makes sense.
    #[error("the attachment could not be fetched; send it again")]
    NotFetched,
}

/// Whether an attachment may go on, from the type that it claims (a header's value, parameters included) and its bytes.
pub fn judge(sender: Sender, claimed: &str, content: &[u8]) -> Result<Medium, Refusal> {
    let medium = match (sender, kind(claimed)) {
        (_, Some(Medium::Photo(photo))) => shown(photo, content)?,
        (Sender::Patient, kind) => kind.ok_or(Refusal::Unknown)?,
        (Sender::Clinician, kind) => return Err(withheld(claimed, kind)),
    };
    if sender == Sender::Clinician && medium == Medium::Photo(Photo::Heic) {
        return Err(Refusal::NotCleanable);
    }
    match content.len() <= largest(medium) {
        true => Ok(medium),
        false => Err(Refusal::TooLarge),
    }
}

/// Whether an attachment could go on, from the type that it claims alone: what is known before it is fetched.
///
/// # Errors
/// Those of [`judge`] that no content changes.
pub fn at_first_sight(sender: Sender, claimed: &str) -> Result<Medium, Refusal> {
    match (sender, kind(claimed)) {
        (Sender::Clinician, Some(Medium::Photo(Photo::Heic))) => Err(Refusal::NotCleanable),
        (_, Some(photo @ Medium::Photo(_))) => Ok(photo),
        (Sender::Patient, kind) => kind.ok_or(Refusal::Unknown),
        (Sender::Clinician, kind) => Err(withheld(claimed, kind)),
    }
}

/// The photo that it claims to be, if its first bytes agree.
fn shown(claimed: Photo, content: &[u8]) -> Result<Medium, Refusal> {
    match photo(content) == Some(claimed) {
        true => Ok(Medium::Photo(claimed)),
        false => Err(Refusal::Disguised),
    }
}

fn withheld(claimed: &str, kind: Option<Medium>) -> Refusal {
    match kind {
        Some(Medium::Card) if essence(claimed) == "text/calendar" => Refusal::Calendar,
        Some(Medium::Card) => Refusal::Card,
        Some(_) => Refusal::OnlyPhotos,
        None => Refusal::Unknown,
    }
}

fn largest(medium: Medium) -> usize {
    match medium {
        Medium::Photo(Photo::Jpeg | Photo::Png | Photo::Gif) => LARGEST_PHOTO,
        _ => LARGEST_OTHER,
    }
}

/// The type alone, in lower case.
fn essence(claimed: &str) -> String {
    let essence = claimed.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// What a type stands for. Sources: the provider's list of accepted types; RFC 6350 (cards), RFC 5545 (calendars).
fn kind(claimed: &str) -> Option<Medium> {
    let kind = match essence(claimed).as_str() {
        "image/jpeg" | "image/jpg" | "image/pjpeg" => Medium::Photo(Photo::Jpeg),
        "image/png" => Medium::Photo(Photo::Png),
        "image/gif" => Medium::Photo(Photo::Gif),
        "image/webp" => Medium::Photo(Photo::WebP),
        "image/heic" | "image/heif" => Medium::Photo(Photo::Heic),
        "text/vcard" | "text/x-vcard" | "text/directory" | "text/calendar" => Medium::Card,
        "audio/amr" | "audio/mp4" | "audio/mpeg" | "audio/ogg" | "audio/3gpp" | "audio/aac" => {
            Medium::Sound
        }
        "video/mp4" | "video/3gpp" | "video/quicktime" | "video/webm" => Medium::Film,
        "application/pdf" => Medium::Document,
        "text/plain" => Medium::Words,
        _ => return None,
    };
    Some(kind)
}

/// The type under which it goes on: that of its bytes for photos, otherwise the claimed one in a form that a list here knows.
pub fn served_as(medium: Medium, claimed: &str) -> String {
    match medium {
        Medium::Photo(Photo::Jpeg) => "image/jpeg".to_owned(),
        Medium::Photo(Photo::Png) => "image/png".to_owned(),
        Medium::Photo(Photo::Gif) => "image/gif".to_owned(),
        Medium::Photo(Photo::WebP) => "image/webp".to_owned(),
        Medium::Photo(Photo::Heic) => "image/heic".to_owned(),
        _ => essence(claimed),
    }
}

/// Which kind of photo really begins with these bytes.
pub fn photo(content: &[u8]) -> Option<Photo> {
    match content {
        [0xff, 0xd8, 0xff, ..] => Some(Photo::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Photo::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Photo::Gif),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(Photo::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => heic(brand),
        _ => None,
    }
}

/// The major brands of ISO/IEC 23008-12 that phones write.
fn heic(brand: &[u8]) -> Option<Photo> {
    let known: [&[u8]; 6] = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];
    known
        .iter()
        .any(|known| brand.starts_with(known))
        .then_some(Photo::Heic)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = b"\xff\xd8\xff\xe1 photo";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n photo";
    const GIF: &[u8] = b"GIF89a photo";
    const WEBP: &[u8] = b"RIFF\0\0\0\0WEBPVP8 photo";
    const HEIC: &[u8] = b"\0\0\0\x18ftypheic photo";
    const CARD: &[u8] = b"BEGIN:VCARD\r\nTEL:+447700900123\r\nEND:VCARD\r\n";

    #[test]
    fn photos_go_on_from_everybody_where_they_can_be_cleaned() {
        for (claimed, content, photo) in [
            ("image/jpeg", JPEG, Photo::Jpeg),
            ("IMAGE/JPG", JPEG, Photo::Jpeg),
            ("image/jpeg; name=\"IMG_1.jpg\"", JPEG, Photo::Jpeg),
            ("image/png", PNG, Photo::Png),
            (" image/gif ", GIF, Photo::Gif),
            ("image/webp", WEBP, Photo::WebP),
        ] {
            for sender in [Sender::Clinician, Sender::Patient] {
                assert_eq!(
                    judge(sender, claimed, content),
                    Ok(Medium::Photo(photo)),
                    "{claimed}"
                );
            }
        }
    }

    #[test]
    fn a_photo_that_cannot_be_cleaned_goes_on_from_patients_alone() {
        for claimed in ["image/heic", "image/heif"] {
            assert_eq!(
                judge(Sender::Clinician, claimed, HEIC),
                Err(Refusal::NotCleanable)
            );
            assert_eq!(
                judge(Sender::Patient, claimed, HEIC),
                Ok(Medium::Photo(Photo::Heic))
            );
        }
    }

    #[test]
    fn whatever_may_name_a_clinician_stays_here() {
        for (claimed, why) in [
            ("text/vcard", Refusal::Card),
            ("text/x-vcard", Refusal::Card),
            ("Text/X-vCard; charset=utf-8", Refusal::Card),
            ("text/directory;profile=vCard", Refusal::Card),
            ("text/calendar", Refusal::Calendar),
            ("text/plain", Refusal::OnlyPhotos),
            ("application/pdf", Refusal::OnlyPhotos),
            ("audio/amr", Refusal::OnlyPhotos),
            ("video/mp4", Refusal::OnlyPhotos),
            ("image/svg+xml", Refusal::Unknown),
            ("application/octet-stream", Refusal::Unknown),
            ("application/pkpass", Refusal::Unknown),
            ("image/", Refusal::Unknown),
            ("", Refusal::Unknown),
        ] {
            assert_eq!(
                judge(Sender::Clinician, claimed, CARD),
                Err(why),
                "{claimed}"
            );
        }
    }

    #[test]
    fn a_card_that_calls_itself_a_photo_stays_here() {
        for claimed in ["image/jpeg", "image/png", "image/gif", "image/webp"] {
            for sender in [Sender::Clinician, Sender::Patient] {
                assert_eq!(
                    judge(sender, claimed, CARD),
                    Err(Refusal::Disguised),
                    "{claimed}"
                );
                assert_eq!(
                    judge(sender, claimed, b""),
                    Err(Refusal::Disguised),
                    "{claimed}"
                );
            }
        }
        assert_eq!(
            judge(Sender::Clinician, "image/jpeg", HEIC),
            Err(Refusal::Disguised)
        );
    }

    #[test]
    fn what_is_refused_at_first_sight_no_content_saves() {
        for sender in [Sender::Clinician, Sender::Patient] {
            for claimed in [
                "image/jpeg",
                "image/heic",
                "text/vcard",
                "audio/amr",
                "nonsense",
            ] {
                if let Err(why) = at_first_sight(sender, claimed) {
                    for content in [JPEG, HEIC, CARD, b""] {
                        let judged = judge(sender, claimed, content);
                        assert!(judged.is_err(), "{claimed}: {why:?}, then {judged:?}");
                    }
                }
            }
        }
        let seen = at_first_sight(Sender::Clinician, "image/jpeg");
        assert_eq!(seen, Ok(Medium::Photo(Photo::Jpeg)));
        let seen = at_first_sight(Sender::Clinician, "text/vcard");
        assert_eq!(seen, Err(Refusal::Card));
    }

    #[test]
    fn a_photo_goes_on_as_what_it_is_and_the_rest_without_parameters() {
        let jpeg = Medium::Photo(Photo::Jpeg);
        assert_eq!(
            served_as(jpeg, "IMAGE/JPG; name=\"Ada Okafor.jpg\""),
            "image/jpeg"
        );
        assert_eq!(served_as(Medium::Words, "Text/Plain; name=a"), "text/plain");
    }

    #[test]
    fn a_patient_may_send_what_the_lines_carry() {
        for (claimed, medium) in [
            ("audio/amr", Medium::Sound),
            ("video/3gpp", Medium::Film),
            ("application/pdf", Medium::Document),
            ("text/plain; charset=utf-8", Medium::Words),
            ("text/vcard", Medium::Card),
            ("text/calendar", Medium::Card),
        ] {
            assert_eq!(
                judge(Sender::Patient, claimed, b"content"),
                Ok(medium),
                "{claimed}"
            );
        }
        for claimed in ["text/html", "image/svg+xml", "application/zip", "nonsense"] {
            assert_eq!(
                judge(Sender::Patient, claimed, b"content"),
                Err(Refusal::Unknown),
                "{claimed}"
            );
        }
    }

    #[test]
    fn what_is_too_large_for_the_lines_is_told() {
        let grown = |content: &[u8], size| {
            let mut content = content.to_vec();
            content.resize(size, 0);
            content
        };
        for (claimed, content, largest) in [
            ("image/jpeg", JPEG, LARGEST_PHOTO),
            ("image/webp", WEBP, LARGEST_OTHER),
            ("application/pdf", JPEG, LARGEST_OTHER),
        ] {
            let judged = |size| judge(Sender::Patient, claimed, &grown(content, size));
            assert!(judged(largest).is_ok(), "{claimed}");
            assert_eq!(judged(largest + 1), Err(Refusal::TooLarge), "{claimed}");
        }
    }
}
