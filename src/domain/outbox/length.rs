//! How long a text is to the networks.

/// How many segments the networks charge and pace these words as: GSM 03.38 with its extension table where every
/// character is in it (160 septets alone, 153 each in a longer text), else UCS-2 (70 and 67 UTF-16 units). At least 1.
pub fn segments(body: &str) -> u32 {
    let (length, alone, each) = match septets(body) {
        Some(septets) => (septets, 160, 153),
        None => (body.encode_utf16().count(), 70, 67),
    };
    let segments = match length <= alone {
        true => 1,
        false => length.div_ceil(each),
    };
    u32::try_from(segments).unwrap_or(u32::MAX)
}

/// How many septets; `None`: a character is not in the alphabet.
fn septets(body: &str) -> Option<usize> {
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
        ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const EXTENSION: &str = "\u{c}^{}\\[~]|€";
    body.chars().try_fold(0, |septets, character| {
        let plain = character.is_ascii_alphanumeric() || BASIC.contains(character);
        match (plain, EXTENSION.contains(character)) {
            (true, _) => Some(septets + 1),
            (false, true) => Some(septets + 2),
            (false, false) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_as_many_segments_as_the_networks_charge() {
        for (body, wanted) in [
            (String::new(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            ("{[~]}|\\^\u{c}".repeat(8), 1),
            ("é".repeat(160), 1),
            ("ê".repeat(70), 1),
            ("ê".repeat(71), 2),
            ("ç".repeat(71), 2),
            ("👋".repeat(35), 1),
            ("👋".repeat(36), 2),
            ("ñ@£\n".repeat(40), 1),
            ("х".repeat(134), 2),
            ("х".repeat(135), 3),
        ] {
            assert_eq!(segments(&body), wanted, "{} of {body:.8}", body.len());
        }
    }
}
