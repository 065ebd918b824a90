//! A photo loses everything but its picture: the place where it was taken, the names of phone and owner, previews, further
//! pictures and films behind its end.
//!
//! What stays is listed, never what goes: what nobody here has heard of goes. Of the metadata one thing is kept, which way
//! up the picture is, written anew ([`orientation`]). Afterwards the result is read again, and whatever does not
//! consist of the listed parts alone stays here: the guard fails closed.

mod gif;
mod jpeg;
mod orientation;
mod png;
#[cfg(test)]
mod tests;
mod webp;

use bytes::Bytes;

use super::{LARGEST_OTHER, LARGEST_PHOTO, Photo, Refusal};

/// The photo without metadata.
///
/// # Errors
/// [`Refusal::NotCleanable`] for what is broken off, damaged or of a kind whose metadata cannot be taken out;
/// [`Refusal::TooLarge`] where it has grown beyond what the lines carry.
pub fn clean(photo: Photo, content: &[u8]) -> Result<Vec<u8>, Refusal> {
    let content = Bytes::copy_from_slice(content);
    let cleaned = match photo {
        Photo::Jpeg => jpeg::clean(content),
        Photo::Png => png::clean(content),
        Photo::WebP => webp::clean(content),
        Photo::Gif => gif::clean(&content),
        Photo::Heic => None,
    };
    let cleaned = cleaned
        .filter(|cleaned| is_bare(photo, cleaned))
        .ok_or(Refusal::NotCleanable)?;
    let largest = match photo {
        Photo::WebP | Photo::Heic => LARGEST_OTHER,
        _ => LARGEST_PHOTO,
    };
    if cleaned.len() > largest {
        return Err(Refusal::TooLarge);
    }
    Ok(cleaned.to_vec())
}

/// Whether a photo consists of nothing but what shows it.
fn is_bare(photo: Photo, content: &Bytes) -> bool {
    match photo {
        Photo::Jpeg => jpeg::is_bare(content),
        Photo::Png => png::is_bare(content),
        Photo::WebP => webp::is_bare(content),
        Photo::Gif => gif::is_bare(content),
        Photo::Heic => false,
    }
}
