//! Photos with metadata written by hand: what is left of them, and that no bytes make the cleaning stumble.

use bytes::Bytes;
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use proptest::prelude::*;

use super::*;

const JPEG: &[u8] = include_bytes!("../../../../tests/data/photos/plain.jpg");
const PNG: &[u8] = include_bytes!("../../../../tests/data/photos/plain.png");
const WEBP: &[u8] = include_bytes!("../../../../tests/data/photos/plain.webp");
const MOVING_WEBP: &[u8] = include_bytes!("../../../../tests/data/photos/moving.webp");
const MOVING_GIF: &[u8] = include_bytes!("../../../../tests/data/photos/moving.gif");

/// In clear in everything that must go.
const SECRET: &[u8] = b"Ada Okafor +447700900123";

/// 51 degrees, 30 minutes, 35.514 seconds, as EXIF writes it: three fractions.
const PLACE: &[u8] = b"\x33\0\0\0\x01\0\0\0\x1e\0\0\0\x01\0\0\0\xba\x8a\0\0\xe8\x03\0\0";

/// EXIF of a phone: an orientation, its owner, and where it was, by hand.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [
            &tag.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &count.to_le_bytes(),
            &value.to_le_bytes(),
        ]
        .concat()
    };
    let owner = 8 + 2 + 3 * 12 + 4;
    let positions = owner + 26;
    let place = positions + 2 + 2 * 12 + 4;
    [
        b"II*\0\x08\0\0\0".to_vec(),
        3_u16.to_le_bytes().to_vec(),
        entry(0x0112, 3, 1, orientation.into()),
        entry(0x013b, 2, 24, owner),
        entry(0x8825, 4, 1, positions),
        vec![0; 4],
        SECRET.to_vec(),
        vec![0; 2],
        2_u16.to_le_bytes().to_vec(),
        entry(1, 2, 2, u32::from(b'N')),
        entry(2, 5, 3, place),
        vec![0; 4],
        PLACE.to_vec(),
    ]
    .concat()
}

fn segment(marker: u8, contents: &[&[u8]]) -> Vec<u8> {
    let contents = contents.concat();
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], &contents].concat()
}

/// As phones write them: every kind of metadata, and a picture and a film behind the end.
fn told_jpeg(orientation: u8) -> Vec<u8> {
    let (start, picture) = JPEG.split_at(2);
    let (jfif, picture) = picture.split_at(18);
    [
        start,
        jfif,
        &segment(0xe0, &[b"JFXX\0\x10", JPEG]),
        &segment(0xe1, &[b"Exif\0\0", &exif(orientation)]),
        &segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET]),
        &segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", SECRET]),
        &segment(0xe2, &[b"MPF\0", SECRET]),
        &segment(0xed, &[b"Photoshop 3.0\0", SECRET]),
        &segment(0xfe, &[SECRET]),
        &segment(0xf3, &[SECRET]),
        SECRET,
        picture,
        start,
        &segment(0xe1, &[b"Exif\0\0", &exif(1)]),
        b"\xff\xd9\0\0\0\x18ftypmp42",
        SECRET,
    ]
    .concat()
}

fn told_png() -> Vec<u8> {
    let mut png = Png::from_bytes(Bytes::from_static(PNG)).unwrap();
    let told = |kind: &[u8; 4]| PngChunk::new(*kind, Bytes::from_static(SECRET));
    let chunks = png.chunks_mut();
    let eye = PngChunk::new(*b"eXIf", exif(1).into());
    for (place, chunk) in [
        b"tEXt", b"zTXt", b"iTXt", b"tIME", b"iCCP", b"prVt", b"vpAg",
    ]
    .map(told)
    .into_iter()
    .chain([eye])
    .enumerate()
    {
        // Some before the picture, some behind it.
        let at = if place % 2 == 0 { 1 } else { chunks.len() - 1 };
        chunks.insert(at, chunk);
    }
    [&png.encoder().bytes()[..], SECRET].concat()
}

fn told_webp(file: &'static [u8], orientation: u8) -> Vec<u8> {
    let mut webp = WebP::from_bytes(Bytes::from_static(file)).unwrap();
    let told = |id: &[u8; 4]| RiffChunk::new(*id, RiffContent::Data(Bytes::from_static(SECRET)));
    for chunk in webp.chunks_mut() {
        let id = chunk.id();
        if let (b"ANMF", RiffContent::Data(frame)) = (&id, chunk.content_mut()) {
            let length = u32::try_from(SECRET.len()).unwrap().to_le_bytes();
            *frame = [frame, &b"nOtE"[..], &length, SECRET].concat().into();
        }
    }
    webp.chunks_mut()
        .extend([b"XMP ", b"nOtE", b"ICCP"].map(told));
    img_parts::ImageEXIF::set_exif(&mut webp, Some(exif(orientation).into()));
    [&webp.encoder().bytes()[..], SECRET].concat()
}

fn told_gif() -> Vec<u8> {
    let blocks = MOVING_GIF.windows(2).position(|two| two == b"\x21\xff");
    let (head, frames) = MOVING_GIF.split_at(blocks.unwrap());
    let size = u8::try_from(SECRET.len()).unwrap();
    [
        head,
        &[0x21, 0xfe, size],
        SECRET,
        b"\0\x21\xff\x0bXMP DataXMP",
        &[size],
        SECRET,
        b"\0\x21\xff\x0bSomeProgram",
        &[size],
        SECRET,
        b"\0\x21\x01\x0c\0\0\0\0\x10\0\x10\0\x08\x08\x01\0",
        &[size],
        SECRET,
        b"\0",
        frames,
        SECRET,
    ]
    .concat()
}

fn told() -> [(Photo, Vec<u8>); 6] {
    [
        (Photo::Jpeg, told_jpeg(1)),
        (Photo::Jpeg, told_jpeg(6)),
        (Photo::Png, told_png()),
        (Photo::WebP, told_webp(WEBP, 1)),
        (Photo::WebP, told_webp(MOVING_WEBP, 6)),
        (Photo::Gif, told_gif()),
    ]
}

fn holds(content: &[u8], what: &[u8]) -> bool {
    content.windows(what.len()).any(|part| part == what)
}

#[test]
fn a_photo_loses_its_place_its_owner_and_whatever_stands_behind_it() {
    for (photo, told) in told() {
        assert!(holds(&told, SECRET), "{photo:?}");
        let cleaned = clean(photo, &told).unwrap();
        assert!(!holds(&cleaned, b"Okafor"), "{photo:?}");
        assert!(!holds(&cleaned, PLACE), "{photo:?}");
        assert_eq!(clean(photo, &cleaned), Ok(cleaned), "{photo:?}");
    }
}

#[test]
fn the_picture_itself_stays_byte_for_byte() {
    assert_eq!(clean(Photo::Jpeg, &told_jpeg(1)).unwrap(), JPEG);
    for (photo, plain, told) in [
        (Photo::Png, PNG, told_png()),
        (Photo::WebP, WEBP, told_webp(WEBP, 1)),
        (Photo::WebP, MOVING_WEBP, told_webp(MOVING_WEBP, 1)),
        (Photo::Gif, MOVING_GIF, told_gif()),
    ] {
        let cleaned = clean(photo, &told).unwrap();
        assert_eq!(Ok(&cleaned), clean(photo, plain).as_ref(), "{photo:?}");
        // No more than what is lost of a plain file: a date, a note of the program that wrote it.
        assert!(cleaned.len() + 60 > plain.len(), "{photo:?}");
    }
}

#[test]
fn a_photo_taken_upright_stays_upright() {
    for orientation in 2..=8 {
        let cleaned = clean(Photo::Jpeg, &told_jpeg(orientation)).unwrap();
        let exif = exif::Reader::new()
            .read_from_container(&mut std::io::Cursor::new(&cleaned))
            .unwrap();
        let fields: Vec<_> = exif.fields().collect();
        assert_eq!(fields.len(), 1);
        assert_eq!(fields[0].value.get_uint(0), Some(orientation.into()));
        let cleaned = clean(Photo::WebP, &told_webp(WEBP, orientation)).unwrap();
        let webp = WebP::from_bytes(cleaned.into()).unwrap();
        assert!(orientation::is_alone(
            &img_parts::ImageEXIF::exif(&webp).unwrap()
        ));
    }
}

#[test]
fn what_stands_between_the_scans_of_a_photo_goes() {
    let coded = JPEG.len() - 2;
    let table = segment(0xc4, &[b"\0table"]);
    let scan = segment(0xda, &[b"\x01\x01\0\0\x3f\0"]);
    let more = b"coded\xff\0more\xff\xd3more";
    let told = [
        &JPEG[..coded],
        &segment(0xfe, &[SECRET]),
        SECRET,
        &table,
        SECRET,
        &segment(0xe1, &[b"Exif\0\0", &exif(1)]),
        &scan,
        more,
        b"\xff\xd9",
    ];
    let bare = [&JPEG[..coded], &table, &scan, more, b"\xff\xd9"].concat();
    assert!(clean(Photo::Jpeg, &told.concat()).unwrap() == bare);
}

#[test]
fn a_preview_inside_the_density_goes() {
    let (start, picture) = JPEG.split_at(2);
    let (_, picture) = picture.split_at(18);
    let preview = segment(0xe0, &[b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x04", SECRET]);
    assert_eq!(
        clean(Photo::Jpeg, &[start, &preview, picture].concat()).unwrap(),
        JPEG
    );
}

#[test]
fn how_often_a_moving_picture_repeats_stays_and_so_do_its_frames() {
    let frames = |file: &[u8]| {
        let read = gif_crate(file);
        read.into_iter()
            .map(|frame| frame.unwrap().buffer.into_owned())
            .collect::<Vec<_>>()
    };
    let cleaned = clean(Photo::Gif, &told_gif()).unwrap();
    assert!(holds(&cleaned, b"NETSCAPE2.0"));
    assert_eq!(frames(&cleaned), frames(MOVING_GIF));
}

fn gif_crate(file: &[u8]) -> ::gif::Decoder<&[u8]> {
    ::gif::DecodeOptions::new().read_info(file).unwrap()
}

#[test]
fn what_cannot_be_cleaned_stays_here() {
    for photo in [
        Photo::Jpeg,
        Photo::Png,
        Photo::WebP,
        Photo::Gif,
        Photo::Heic,
    ] {
        for nothing in [&b""[..], b"\0", SECRET, b"\xff\xd8\xff\xd9"] {
            assert_eq!(clean(photo, nothing), Err(Refusal::NotCleanable));
        }
    }
    for (photo, told) in told() {
        assert_eq!(clean(Photo::Heic, &told), Err(Refusal::NotCleanable));
        let middle = &told[..told.len() / 3];
        assert_eq!(
            clean(photo, middle),
            Err(Refusal::NotCleanable),
            "{photo:?}"
        );
    }
}

#[test]
fn a_screen_without_measure_takes_no_memory() {
    let mut gif = MOVING_GIF.to_vec();
    gif[6..10].fill(0xff);
    assert_eq!(clean(Photo::Gif, &gif), Err(Refusal::NotCleanable));
}

/// Whatever comes in: no panic, and what goes out is bare and stays as it is when it is cleaned again.
fn holds_its_promise(photo: Photo, content: &[u8]) {
    if let Ok(cleaned) = clean(photo, content) {
        assert!(is_bare(photo, &Bytes::from(cleaned.clone())), "{photo:?}");
        assert_eq!(clean(photo, &cleaned), Ok(cleaned), "{photo:?}");
    }
}

#[test]
fn a_file_broken_off_anywhere_does_no_harm() {
    for (photo, told) in told() {
        for length in 0..told.len() {
            holds_its_promise(photo, &told[..length]);
        }
    }
}

#[test]
fn a_length_that_is_not_true_does_no_harm() {
    for (photo, told) in told() {
        for at in 0..told.len() - 4 {
            for wrong in [[0xff; 4], [0; 4], [0x7f, 0xff, 0xff, 0xff], [1, 0, 0, 0]] {
                let mut told = told.clone();
                told[at..at + 4].copy_from_slice(&wrong);
                holds_its_promise(photo, &told);
            }
        }
    }
}

proptest! {
    #[test]
    fn anything_at_all_does_no_harm(
        kind in 0..6_usize,
        keep in 0..40_usize,
        noise in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let (photo, told) = told().into_iter().nth(kind).unwrap();
        let content = [&told[..keep], &noise].concat();
        holds_its_promise(photo, &content);
    }

    #[test]
    fn a_file_altered_here_and_there_does_no_harm(
        kind in 0..6_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (photo, mut told) = told().into_iter().nth(kind).unwrap();
        for (at, byte) in changes {
            let at = at.index(told.len());
            told[at] = byte;
        }
        holds_its_promise(photo, &told);
    }
}
