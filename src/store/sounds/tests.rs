//! Sounds as the relay keeps them: streamed in, read back, read in parts, and never opened once they were touched.

use std::convert::Infallible;
use std::fs;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::{FutureExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::sealed::{HEAD, SEGMENT, TAG};
use super::*;

const ROSAS: MessageId = MessageId(7);
const MARIES: MessageId = MessageId(8);
/// A sealed segment in full.
const FULL: usize = SEGMENT + TAG;

fn sounds(dir: &TempDir, key: u8) -> Sounds {
    Sounds {
        folder: dir.path().join("voicemail"),
        keys: Keys::new(&[key; 32]).unwrap(),
    }
}

fn fresh() -> (TempDir, Sounds) {
    let dir = tempfile::tempdir().unwrap();
    let sounds = sounds(&dir, 7);
    (dir, sounds)
}

/// A sound in which no two stretches are alike.
fn sound(length: usize) -> Vec<u8> {
    let mut state = length as u64 + 1;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005) ^ 0x9e37_79b9;
        (state >> 33) as u8
    });
    noise.take(length).collect()
}

fn in_chunks(sound: &[u8], length: usize) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let chunks: Vec<_> = sound.chunks(length).map(Bytes::copy_from_slice).collect();
    stream::iter(chunks.into_iter().map(Ok))
}

async fn put(sounds: &Sounds, id: MessageId, sound: &[u8]) -> Written {
    let put = sounds.put_stream(id, in_chunks(sound, 5000));
    put.await.unwrap()
}

async fn part(sounds: &Sounds, id: MessageId, range: Range<u64>) -> Result<Vec<u8>, VaultError> {
    let pieces = sounds.read(id, range).await?.unwrap();
    let pieces: Vec<Bytes> = pieces.try_collect().await?;
    Ok(pieces.concat())
}

fn names(sounds: &Sounds) -> Vec<String> {
    let Ok(entries) = fs::read_dir(&sounds.folder) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.collect()
}

/// Whether every way to read what is under this id says that it was touched.
async fn is_damaged(sounds: &Sounds, id: MessageId) -> bool {
    let damaged = |error: Option<VaultError>| matches!(error, Some(VaultError::Damaged(_)));
    damaged(sounds.check(id).await.err()) && damaged(part(sounds, id, 0..u64::MAX).await.err())
}

#[tokio::test]
async fn what_was_put_is_read_back_whatever_its_length_and_however_it_came() {
    let (_dir, sounds) = fresh();
    assert_eq!(sounds.check(ROSAS).await.unwrap(), None);
    for length in [
        0,
        1,
        SEGMENT - 1,
        SEGMENT,
        SEGMENT + 1,
        2 * SEGMENT,
        3 * SEGMENT + 17,
    ] {
        let said = sound(length);
        for chunk in [999, SEGMENT, SEGMENT + 1, 10 * SEGMENT] {
            let put = sounds.put_stream(ROSAS, in_chunks(&said, chunk));
            let written = put.await.unwrap();
            assert_eq!(written.bytes, length as u64);
            assert_eq!(written.sha256, <[u8; 32]>::from(Sha256::digest(&said)));
            assert_eq!(sounds.check(ROSAS).await.unwrap(), Some(written));
            assert_eq!(sounds.len(ROSAS).await.unwrap(), Some(length as u64));
            assert!(part(&sounds, ROSAS, 0..u64::MAX).await.unwrap() == said);
        }
    }
    assert_eq!(names(&sounds), [ROSAS.to_string()]);
}

#[tokio::test]
async fn any_part_can_be_read_by_itself() {
    let (_dir, sounds) = fresh();
    let said = sound(3 * SEGMENT + 17);
    put(&sounds, ROSAS, &said).await;
    let segment = SEGMENT as u64;
    for (start, end) in [
        (0, 1),
        (0, segment),
        (segment - 1, segment + 1),
        (segment, 2 * segment),
        (100, 3 * segment + 5),
        (3 * segment, 3 * segment + 17),
        (3 * segment + 16, u64::MAX),
        (3 * segment + 17, u64::MAX),
        (u64::MAX - 1, u64::MAX),
        (5, 5),
    ] {
        let within = |place: u64| usize::try_from(place).unwrap().min(said.len());
        let expected = &said[within(start)..within(end)];
        let read = part(&sounds, ROSAS, start..end).await.unwrap();
        assert!(read == expected, "{start}..{end}");
    }
}

#[tokio::test]
async fn a_sound_that_is_put_again_replaces_the_first() {
    let (_dir, sounds) = fresh();
    put(&sounds, ROSAS, &sound(2 * SEGMENT)).await;
    let again = put(&sounds, ROSAS, b"shorter").await;
    assert_eq!(sounds.check(ROSAS).await.unwrap(), Some(again));
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_may_be_deleted_again() {
    let (_dir, sounds) = fresh();
    sounds.delete(ROSAS).await.unwrap();
    put(&sounds, ROSAS, b"hello").await;
    put(&sounds, MARIES, b"hello").await;
    sounds.delete(ROSAS).await.unwrap();
    sounds.delete(ROSAS).await.unwrap();
    assert!(sounds.open(ROSAS).await.unwrap().is_none());
    assert_eq!(names(&sounds), [MARIES.to_string()]);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_deleted_while_it_is_played_is_heard_to_its_end() {
    let (_dir, sounds) = fresh();
    let said = sound(2 * SEGMENT);
    put(&sounds, ROSAS, &said).await;
    let open = sounds.open(ROSAS).await.unwrap().unwrap();
    sounds.delete(ROSAS).await.unwrap();
    let pieces: Vec<Bytes> = open.read(0..u64::MAX).try_collect().await.unwrap();
    assert!(pieces.concat() == said);
}

#[tokio::test]
async fn what_breaks_off_leaves_nothing_and_what_was_there_stays() {
    let (_dir, sounds) = fresh();
    let breaks_off = || {
        let pieces = [Ok(Bytes::from(sound(3 * SEGMENT))), Err("it broke off")];
        stream::iter(pieces)
    };
    let broken = sounds.put_stream(ROSAS, breaks_off()).await.unwrap_err();
    assert!(matches!(broken, NotPut::Broken("it broke off")));
    assert_eq!(names(&sounds), [""; 0]);
    let before = put(&sounds, ROSAS, b"hello").await;
    assert!(sounds.put_stream(ROSAS, breaks_off()).await.is_err());
    assert_eq!(sounds.check(ROSAS).await.unwrap(), Some(before));
    assert_eq!(names(&sounds), [ROSAS.to_string()]);
}

/// Gives one piece, and then nothing for ever.
struct Stalls(Option<Bytes>);

impl Stream for Stalls {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.take() {
            Some(piece) => Poll::Ready(Some(Ok(piece))),
            None => Poll::Pending,
        }
    }
}

#[tokio::test]
async fn what_is_given_up_leaves_nothing() {
    let (_dir, sounds) = fresh();
    let stalls = Stalls(Some(Bytes::from(sound(3 * SEGMENT))));
    let mut put = Box::pin(sounds.put_stream(ROSAS, stalls));
    // Until it has written what came, and waits for more.
    while names(&sounds).is_empty() {
        assert!((&mut put).now_or_never().is_none());
        tokio::task::yield_now().await;
    }
    drop(put);
    // A segment that is being written when it is dropped is the last.
    while !names(&sounds).is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_a_killed_relay_left_unfinished_is_swept_and_what_is_being_put_stays() {
    let (_dir, sounds) = fresh();
    sounds.sweep().await.unwrap();
    put(&sounds, ROSAS, b"hello").await;
    let left = sounds.folder.join("0123456789abcdef.new");
    fs::write(&left, b"half").unwrap();
    let ours = files::begin(&sounds.folder).unwrap();
    sounds.sweep().await.unwrap();
    assert!(!left.exists());
    assert!(ours.path().exists());
    drop(ours);
    assert_eq!(names(&sounds), [ROSAS.to_string()]);
}

#[tokio::test]
async fn a_sound_that_was_cut_off_anywhere_is_not_opened_even_at_a_segments_end() {
    let (_dir, sounds) = fresh();
    for length in [3 * SEGMENT, 2 * SEGMENT + 100, 100] {
        put(&sounds, ROSAS, &sound(length)).await;
        let sealed = fs::read(sounds.path(ROSAS)).unwrap();
        let ends = [0, 1, HEAD, HEAD + TAG, HEAD + FULL, HEAD + 2 * FULL];
        let near_the_end = [sealed.len() - 1, sealed.len() - TAG, sealed.len() - TAG - 1];
        for left in ends.into_iter().chain(near_the_end) {
            if left >= sealed.len() {
                continue;
            }
            fs::write(sounds.path(ROSAS), &sealed[..left]).unwrap();
            assert!(is_damaged(&sounds, ROSAS).await, "{left} of {length}");
            assert!(
                sounds.open(ROSAS).await.is_err(),
                "not a byte of {left} of {length}"
            );
        }
    }
}

#[tokio::test]
async fn a_sound_with_something_behind_its_end_is_not_opened() {
    let (_dir, sounds) = fresh();
    put(&sounds, ROSAS, &sound(2 * SEGMENT)).await;
    let sealed = fs::read(sounds.path(ROSAS)).unwrap();
    let last = &sealed[HEAD + FULL..];
    for more in [&b"x"[..], &[0; TAG], &[0; 100], last] {
        fs::write(sounds.path(ROSAS), [&sealed, more].concat()).unwrap();
        assert!(is_damaged(&sounds, ROSAS).await, "{}", more.len());
    }
}

#[tokio::test]
async fn a_sound_with_any_byte_altered_is_not_opened() {
    let (_dir, sounds) = fresh();
    put(&sounds, ROSAS, &sound(2 * SEGMENT + 100)).await;
    let sealed = fs::read(sounds.path(ROSAS)).unwrap();
    let everywhere = (0..HEAD).chain([
        HEAD,
        HEAD + SEGMENT,
        HEAD + FULL - 1,
        HEAD + FULL,
        HEAD + 2 * FULL,
        sealed.len() - 1,
    ]);
    for place in everywhere {
        let mut altered = sealed.clone();
        altered[place] ^= 1;
        fs::write(sounds.path(ROSAS), altered).unwrap();
        assert!(is_damaged(&sounds, ROSAS).await, "{place}");
    }
    fs::write(sounds.path(ROSAS), sealed).unwrap();
    assert!(sounds.check(ROSAS).await.is_ok());
}

#[tokio::test]
async fn segments_in_another_order_are_not_opened() {
    let (_dir, sounds) = fresh();
    put(&sounds, ROSAS, &sound(3 * SEGMENT)).await;
    let sealed = fs::read(sounds.path(ROSAS)).unwrap();
    let head = &sealed[..HEAD];
    let segments: Vec<&[u8]> = sealed[HEAD..].chunks(FULL).collect();
    assert_eq!(segments.len(), 3);
    for order in [[1, 0, 2], [0, 2, 1], [2, 1, 0], [0, 0, 2], [0, 1, 1]] {
        let parts: Vec<&[u8]> = order.iter().map(|n| segments[*n]).collect();
        fs::write(sounds.path(ROSAS), [head, &parts.concat()].concat()).unwrap();
        assert!(is_damaged(&sounds, ROSAS).await, "{order:?}");
    }
}

#[tokio::test]
async fn a_segment_of_another_sound_or_of_an_earlier_one_is_not_opened() {
    let (_dir, sounds) = fresh();
    let said = sound(2 * SEGMENT);
    let path = sounds.path(ROSAS);
    put(&sounds, ROSAS, &said).await;
    let earlier = fs::read(&path).unwrap();
    put(&sounds, ROSAS, &said).await;
    let now = fs::read(&path).unwrap();
    put(&sounds, MARIES, &said).await;
    let other = fs::read(sounds.path(MARIES)).unwrap();
    for strange in [earlier, other] {
        let mixed = [
            &now[..HEAD],
            &strange[HEAD..HEAD + FULL],
            &now[HEAD + FULL..],
        ];
        fs::write(&path, mixed.concat()).unwrap();
        assert!(is_damaged(&sounds, ROSAS).await);
    }
}

#[tokio::test]
async fn a_sound_opens_under_its_own_id_and_key_alone() {
    let (dir, sounds) = fresh();
    put(&sounds, ROSAS, &sound(SEGMENT + 1)).await;
    fs::copy(sounds.path(ROSAS), sounds.path(MARIES)).unwrap();
    assert!(is_damaged(&sounds, MARIES).await);
    let other = super::tests::sounds(&dir, 8);
    assert!(is_damaged(&other, ROSAS).await);
    assert!(sounds.check(ROSAS).await.is_ok());
}

#[tokio::test]
async fn what_is_cut_off_while_it_is_played_ends_in_an_error() {
    let (_dir, sounds) = fresh();
    put(&sounds, ROSAS, &sound(3 * SEGMENT)).await;
    let open = sounds.open(ROSAS).await.unwrap().unwrap();
    let file = fs::OpenOptions::new().write(true).open(sounds.path(ROSAS));
    file.unwrap().set_len((HEAD + FULL) as u64).unwrap();
    let mut pieces = Box::pin(open.read(0..u64::MAX));
    assert_eq!(pieces.next().await.unwrap().unwrap().len(), SEGMENT);
    let error = pieces.next().await.unwrap().unwrap_err();
    assert!(matches!(error, VaultError::Damaged(_)));
    assert!(pieces.next().await.is_none());
}

#[tokio::test]
async fn of_a_sound_that_is_read_slowly_one_segment_is_in_memory() {
    let (_dir, sounds) = fresh();
    put(&sounds, ROSAS, &sound(5 * SEGMENT + 1)).await;
    let pieces = sounds.read(ROSAS, 0..u64::MAX).await.unwrap().unwrap();
    let lengths: Vec<usize> = pieces
        .map_ok(|piece| piece.len())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(lengths, [SEGMENT, SEGMENT, SEGMENT, SEGMENT, SEGMENT, 1]);
}

#[tokio::test]
async fn on_the_disk_nothing_of_a_sound_is_found() {
    let (dir, sounds) = fresh();
    let said = sound(SEGMENT + 5000);
    put(&sounds, ROSAS, &said).await;
    let sealed = fs::read(sounds.path(ROSAS)).unwrap();
    let parts: std::collections::HashSet<&[u8]> = said.windows(8).collect();
    assert!(!sealed.windows(8).any(|window| parts.contains(window)));
    drop(dir);
}

#[cfg(unix)]
#[tokio::test]
async fn a_sound_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, sounds) = fresh();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let unfinished = files::begin(&sounds.folder).unwrap();
    assert_eq!(mode(unfinished.path()), 0o600);
    put(&sounds, ROSAS, b"hello").await;
    assert_eq!(mode(&sounds.folder), 0o700);
    assert_eq!(mode(&sounds.path(ROSAS)), 0o600);
}

#[tokio::test]
async fn a_file_in_the_folders_place_is_named_in_the_error() {
    let (_dir, sounds) = fresh();
    fs::write(&sounds.folder, "").unwrap();
    let put = sounds.put_stream(ROSAS, in_chunks(b"hello", 5));
    let error = put.await.unwrap_err().to_string();
    assert!(error.contains("voicemail"), "{error}");
}
