//! Whole recordings, and what only looks like one.

use super::*;

const RATE: u32 = 16_000;

/// A file of so many seconds as the provider makes it: 16 bit, 8 kHz, mono.
fn file(seconds: u32) -> Vec<u8> {
    let sound = RATE * seconds;
    sized(36 + sound, sound, sound)
}

/// The same with these sizes in its header, and so much sound.
fn sized(riff: u32, data: u32, sound: u32) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&riff.to_le_bytes());
    file.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend_from_slice(&8000_u32.to_le_bytes());
    file.extend_from_slice(&RATE.to_le_bytes());
    file.extend_from_slice(b"\x02\0\x10\0data");
    file.extend_from_slice(&data.to_le_bytes());
    file.resize(44 + sound as usize, 7);
    file
}

fn verdict(file: &[u8], announced: Option<u32>) -> Verdict {
    let mut measure = Measure::default();
    for piece in file.chunks(1000) {
        measure.take(piece);
    }
    assert_eq!(measure.bytes(), file.len() as u64);
    measure.verdict(announced)
}

const fn whole(seconds: u32) -> Verdict {
    Verdict::Whole { seconds }
}

#[test]
fn a_file_as_long_as_it_says_and_as_was_announced_is_whole() {
    for announced in [None, Some(12), Some(10), Some(14)] {
        assert_eq!(verdict(&file(12), announced), whole(12), "{announced:?}");
    }
}

#[test]
fn it_does_not_matter_in_which_pieces_a_file_comes() {
    for size in [1, 3, 43, 44, 45, 100_000] {
        let mut measure = Measure::default();
        for piece in file(2).chunks(size) {
            measure.take(piece);
        }
        assert_eq!(measure.verdict(Some(2)), whole(2), "{size}");
    }
}

#[test]
fn a_file_that_lacks_its_end_is_incomplete_whatever_was_announced() {
    let file = file(12);
    for missing in [2, 1000, RATE as usize * 11, file.len() - 44] {
        let cut = &file[..file.len() - missing];
        for announced in [None, Some(12), Some(1), Some(0)] {
            let found = verdict(cut, announced);
            assert_eq!(
                found,
                Verdict::Incomplete(Fault::Truncated),
                "{missing} {announced:?}"
            );
        }
    }
}

#[test]
fn a_file_that_ends_within_its_header_is_no_recording() {
    for length in [1, 4, 11, 12, 20, 43] {
        let found = verdict(&file(1)[..length], Some(1));
        assert_eq!(found, Verdict::Incomplete(Fault::NoSound), "{length}");
    }
}

#[test]
fn an_empty_answer_and_a_page_are_no_recordings() {
    assert_eq!(verdict(b"", Some(0)), Verdict::Incomplete(Fault::Nothing));
    let page = b"<html><body>502 Bad Gateway</body></html>".repeat(5000);
    assert_eq!(
        verdict(&page, Some(12)),
        Verdict::Incomplete(Fault::NoSound)
    );
    let mut other = file(1);
    other[8..12].copy_from_slice(b"AVI ");
    assert_eq!(
        verdict(&other, Some(1)),
        Verdict::Incomplete(Fault::NoSound)
    );
}

#[test]
fn more_than_the_header_says_is_doubtful_where_the_length_fits_and_incomplete_where_it_does_not() {
    let mut longer = file(12);
    longer.extend_from_slice(&[0; 500]);
    let doubtful = Verdict::Doubtful {
        seconds: 12,
        why: Fault::Longer,
    };
    assert_eq!(verdict(&longer, Some(12)), doubtful);
    for announced in [None, Some(30)] {
        let found = verdict(&longer, announced);
        assert_eq!(found, Verdict::Incomplete(Fault::Longer));
    }
}

#[test]
fn another_length_than_the_announced_is_doubtful() {
    let doubtful = Verdict::Doubtful {
        seconds: 12,
        why: Fault::OtherLength,
    };
    for announced in [0, 9, 15, 100] {
        assert_eq!(verdict(&file(12), Some(announced)), doubtful, "{announced}");
    }
}

#[test]
fn a_header_without_sizes_is_believed_as_far_as_the_announced_length_fits() {
    let sound = RATE * 12;
    for size in [0, u32::MAX, 0x7fff_ffff] {
        let file = sized(size, size, sound);
        assert_eq!(verdict(&file, Some(12)), whole(12), "{size}");
        assert_eq!(
            verdict(&file, Some(30)),
            Verdict::Incomplete(Fault::OtherLength)
        );
        let doubtful = Verdict::Doubtful {
            seconds: 12,
            why: Fault::Unsized,
        };
        assert_eq!(verdict(&file, None), doubtful);
    }
}

#[test]
fn a_recording_without_sound_is_whole() {
    for announced in [None, Some(0)] {
        assert_eq!(verdict(&file(0), announced), whole(0));
    }
    let found = verdict(&file(0), Some(12));
    assert!(matches!(found, Verdict::Doubtful { seconds: 0, .. }));
}

#[test]
fn what_else_stands_in_a_file_does_not_count_as_sound() {
    let sound = RATE * 2;
    let plain = sized(36 + sound + 14, sound, sound);
    let mut more = plain[..36].to_vec();
    more.extend_from_slice(b"LIST\x05\0\0\0notes\0");
    more.extend_from_slice(&plain[36..]);
    assert_eq!(verdict(&more, Some(2)), whole(2));
    let mut behind = sized(36 + sound + 12, sound, sound);
    behind.extend_from_slice(b"LIST\x04\0\0\0note");
    assert_eq!(verdict(&behind, Some(2)), whole(2));
    assert_eq!(
        verdict(&behind[..behind.len() - 4], Some(2)),
        Verdict::Incomplete(Fault::Truncated)
    );
}

#[test]
fn a_header_without_a_rate_or_with_endless_chunks_is_no_recording() {
    let mut still = file(1);
    still[28..32].copy_from_slice(&[0; 4]);
    assert_eq!(verdict(&still, None), Verdict::Incomplete(Fault::NoSound));
    let mut endless = b"RIFF\xff\xff\xff\xffWAVE".to_vec();
    endless.extend_from_slice(&b"note\0\0\0\0".repeat(20_000));
    assert_eq!(verdict(&endless, None), Verdict::Incomplete(Fault::NoSound));
    let mut giant = file(1);
    giant[16..20].copy_from_slice(&[0xff; 4]);
    assert_eq!(verdict(&giant, None), Verdict::Incomplete(Fault::NoSound));
}
