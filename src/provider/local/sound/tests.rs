//! Sounds as files: what is written can be read, and what is not whole is refused.

use super::*;

fn said(from: u32, seconds: u32, said: Said) -> Utterance {
    Utterance {
        from,
        seconds,
        said,
    }
}

fn words(text: &str) -> Said {
    Said::Words(text.into())
}

#[test]
fn a_recording_is_a_real_file_of_its_length_with_its_words_in_the_comment() {
    let file = file(
        &[said(0, 3, words("The new tablets – ça va mieux."))],
        4,
        "RE1",
    );
    let facts = facts(&file).unwrap();
    assert_eq!((facts.seconds(), facts.samples), (4, 4 * RATE));
    assert_eq!((facts.spec.bits_per_sample, facts.spec.channels), (16, 1));
    assert_eq!(facts.comment.unwrap(), "The new tablets – ça va mieux.");
    let loud = wav::samples(&file).unwrap();
    assert!(loud.iter().take(24_000).any(|sample| *sample > 2000));
    assert!(loud.iter().skip(24_000).all(|sample| *sample == 0));
}

#[test]
fn no_two_recordings_have_the_same_sound_and_the_same_one_always_has() {
    let said = [said(0, 5, Said::Something)];
    assert_eq!(file(&said, 5, "RE1"), file(&said, 5, "RE1"));
    assert_ne!(file(&said, 5, "RE1"), file(&said, 5, "RE2"));
    assert!(facts(&file(&said, 5, "RE1")).unwrap().comment.is_none());
}

#[test]
fn a_sound_comes_out_of_a_recording_as_it_went_in() {
    let uploaded = file(&[said(0, 2, words("Hello."))], 2, "mine");
    let sound = Sound::read(&uploaded).unwrap();
    assert_eq!(sound.seconds(), 2);
    let kept = file(&[said(1, 2, Said::Sound(sound.clone()))], 3, "RE1");
    let samples = wav::samples(&kept).unwrap();
    assert_eq!(samples.get(8000..), Some(&sound.samples[..]));
    assert_eq!(facts(&kept).unwrap().comment.as_deref(), Some("Hello."));
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let whole = file(&[said(0, 1, words("Hello, it is me."))], 1, "RE1");
    assert!(Sound::read(&whole).is_ok());
    for length in [0, 4, 11, 43, 44, 3000, whole.len() - 1] {
        let cut = whole.get(..length).unwrap();
        assert!(
            matches!(Sound::read(cut), Err(SoundError::NotWav(_))),
            "{length} bytes"
        );
    }
}

#[test]
fn a_file_with_more_behind_its_end_is_refused() {
    let mut file = file(&[said(0, 1, words("Hello."))], 1, "RE1");
    file.extend(b"LIST\0\0\0\0");
    assert!(matches!(Sound::read(&file), Err(SoundError::NotWav(_))));
}

#[test]
fn another_form_is_refused_in_words_that_say_which_one_is_wanted() {
    let mut file = file(&[], 1, "RE1");
    file[24..28].copy_from_slice(&44_100_u32.to_le_bytes());
    file[28..32].copy_from_slice(&88_200_u32.to_le_bytes());
    let words = Sound::read(&file).unwrap_err().to_string();
    assert!(words.contains("44100") && words.contains("8000"), "{words}");
    assert_eq!(
        Sound::read(&super::file(&[], 0, "RE1")),
        Err(SoundError::Empty)
    );
}

#[test]
fn who_is_cut_short_has_said_only_the_words_that_fit() {
    let long = words("The first words are heard and the rest is not heard by anyone");
    assert_eq!(long.words(2).unwrap(), "The first words are heard and ...");
    assert_eq!(words("Hello.").words(1).unwrap(), "Hello.");
    assert_eq!(Said::Something.words(9), None);
}
