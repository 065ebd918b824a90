//! Enumerations of the provider's words: each word is written once, and a word nobody knows yet is no error.

/// Declares an enumeration of wire words with `of` (lenient: unknown words become `Other`) and `as_str`.
macro_rules! wire_words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// A word that is not known here; the provider adds some without notice.
            Other,
        }

        impl $name {
            /// The value for a word on the wire.
            #[must_use]
            pub fn of(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    _ => Self::Other,
                }
            }

            /// The word on the wire, or `other`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other => "other",
                }
            }
        }
    };
}

pub(super) use wire_words;
