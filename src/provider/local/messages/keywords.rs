//! The words that the provider itself obeys: STOP, START, HELP and their kin.

/// What a reserved word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Stop,
    Start,
    Help,
}

/// The keyword that a message consists of, alone and in any case.
pub(super) fn keyword(body: &str) -> Option<Keyword> {
    match body.trim().to_uppercase().as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" | "REVOKE" | "OPTOUT" => {
            Some(Keyword::Stop)
        }
        "START" | "YES" | "UNSTOP" => Some(Keyword::Start),
        "HELP" | "INFO" => Some(Keyword::Help),
        _ => None,
    }
}

/// The provider's own answer.
pub(super) fn reply(keyword: Keyword) -> &'static str {
    match keyword {
        Keyword::Stop => {
            "You have successfully been unsubscribed. You will not receive any more messages from this number. \
             Reply START to resubscribe."
        }
        Keyword::Start => {
            "You have successfully been re-subscribed to messages from this number. Reply HELP for help. \
             Reply STOP to unsubscribe. Msg&Data Rates May Apply."
        }
        Keyword::Help => "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_message_that_is_the_keyword_counts() {
        assert_eq!(keyword(" Stop "), Some(Keyword::Stop));
        assert_eq!(keyword("yes"), Some(Keyword::Start));
        assert_eq!(keyword("please stop"), None);
    }
}
