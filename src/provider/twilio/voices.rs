//! Which voice speaks which language. A pair that the provider does not know makes it fail the prompt, so that
//! only pairs it offers stand here; the default voice depends on the account and is never relied on.

/// Language tag as the provider writes it, and the neural voice that speaks it. The first of a language is its
/// main one.
const VOICES: [(&str, &str); 12] = [
    ("en-GB", "Polly.Amy-Neural"),
    ("en-US", "Polly.Joanna-Neural"),
    ("en-AU", "Polly.Olivia-Neural"),
    ("en-IE", "Polly.Niamh-Neural"),
    ("fr-FR", "Polly.Lea-Neural"),
    ("fr-CA", "Polly.Gabrielle-Neural"),
    ("fr-BE", "Polly.Isabelle-Neural"),
    ("es-ES", "Polly.Lucia-Neural"),
    ("es-MX", "Polly.Mia-Neural"),
    ("es-US", "Polly.Lupe-Neural"),
    ("de-DE", "Polly.Vicki-Neural"),
    ("de-AT", "Polly.Hannah-Neural"),
];

/// Regions without a voice of their own that are nearer to another region than to the main one.
const NEAREST: [(&str, &str); 1] = [("en-CA", "en-US")];

/// The provider's language tag and voice for a BCP 47 tag. A region without a voice gets its language's main one; a
/// language without any gets British English, in which every prompt exists.
#[must_use]
pub fn voice_for(language: &str) -> (&'static str, &'static str) {
    let nearest = NEAREST
        .iter()
        .find(|(region, _)| region.eq_ignore_ascii_case(language))
        .map_or(language, |(_, nearest)| nearest);
    let exact = VOICES
        .iter()
        .find(|(tag, _)| tag.eq_ignore_ascii_case(nearest));
    let main = || {
        VOICES
            .iter()
            .find(|(tag, _)| primary(tag).eq_ignore_ascii_case(primary(nearest)))
    };
    exact.or_else(main).copied().unwrap_or(VOICES[0])
}

/// The language without its region.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_gets_its_own_voice_or_the_nearest() {
        for (language, expected) in [
            ("en-GB", ("en-GB", "Polly.Amy-Neural")),
            ("en-us", ("en-US", "Polly.Joanna-Neural")),
            ("en-AU", ("en-AU", "Polly.Olivia-Neural")),
            ("en-IE", ("en-IE", "Polly.Niamh-Neural")),
            ("en", ("en-GB", "Polly.Amy-Neural")),
            ("en-CA", ("en-US", "Polly.Joanna-Neural")),
            ("en-NZ", ("en-GB", "Polly.Amy-Neural")),
            ("fr-FR", ("fr-FR", "Polly.Lea-Neural")),
            ("fr-CA", ("fr-CA", "Polly.Gabrielle-Neural")),
            ("fr-BE", ("fr-BE", "Polly.Isabelle-Neural")),
            ("fr-CH", ("fr-FR", "Polly.Lea-Neural")),
            ("fr_FR", ("fr-FR", "Polly.Lea-Neural")),
            ("es", ("es-ES", "Polly.Lucia-Neural")),
            ("es-MX", ("es-MX", "Polly.Mia-Neural")),
            ("es-US", ("es-US", "Polly.Lupe-Neural")),
            ("de-DE", ("de-DE", "Polly.Vicki-Neural")),
            ("de-AT", ("de-AT", "Polly.Hannah-Neural")),
            ("de-CH", ("de-DE", "Polly.Vicki-Neural")),
            ("tlh", ("en-GB", "Polly.Amy-Neural")),
            ("", ("en-GB", "Polly.Amy-Neural")),
        ] {
            assert_eq!(voice_for(language), expected, "{language}");
        }
    }
}
