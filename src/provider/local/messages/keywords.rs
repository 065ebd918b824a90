//! The words that the provider and the network obey themselves: STOP, START, HELP and their kin.
//!
//! The provider's list and its scope: protocol sheet 4.4. At toll-free numbers the network stands before the provider
//! and knows STOP, START and UNSTOP alone; its block is lifted by these only, and its answers can't be changed.

use crate::provider::local::number::{Keyword, Number};

/// Whose word it is, and what it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obeyed {
    /// The provider keeps the list.
    Provider(Keyword),
    /// The network keeps the list; never `Help`.
    Network(Keyword),
}

/// What a message that consists of a reserved word alone, in any case, does at this number.
pub(super) fn obeyed(number: &Number, body: &str) -> Option<Obeyed> {
    if number.toll_free
        && let Some(keyword) = of_the_network(body)
    {
        return Some(Obeyed::Network(keyword));
    }
    keyword(number, body).map(Obeyed::Provider)
}

/// What the provider takes a message for: its own words, and with Advanced Opt-Out the practice's.
pub(super) fn keyword(number: &Number, body: &str) -> Option<Keyword> {
    own_word(number, body).or_else(|| usual(body))
}

fn own_word(number: &Number, body: &str) -> Option<Keyword> {
    let words = number.service.as_ref()?.own_words.as_ref()?;
    let said = body.trim().to_lowercase();
    let found = words.iter().find(|(word, _)| word.to_lowercase() == said);
    found.map(|(_, keyword)| *keyword)
}

fn usual(body: &str) -> Option<Keyword> {
    match body.trim().to_uppercase().as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" | "REVOKE" | "OPTOUT" => {
            Some(Keyword::Stop)
        }
        "START" | "YES" | "UNSTOP" => Some(Keyword::Start),
        "HELP" | "INFO" => Some(Keyword::Help),
        _ => None,
    }
}

fn of_the_network(body: &str) -> Option<Keyword> {
    match body.trim().to_uppercase().as_str() {
        "STOP" => Some(Keyword::Stop),
        "START" | "UNSTOP" => Some(Keyword::Start),
        _ => None,
    }
}

/// The answer of whoever obeys.
pub(super) fn reply(obeyed: Obeyed) -> &'static str {
    match obeyed {
        Obeyed::Provider(Keyword::Stop) => {
            "You have successfully been unsubscribed. You will not receive any more messages from this number. \
             Reply START to resubscribe."
        }
        Obeyed::Provider(Keyword::Start) => {
            "You have successfully been re-subscribed to messages from this number. Reply HELP for help. \
             Reply STOP to unsubscribe. Msg&Data Rates May Apply."
        }
        Obeyed::Provider(Keyword::Help) | Obeyed::Network(Keyword::Help) => {
            "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
        }
        Obeyed::Network(Keyword::Stop) => {
            "NETWORK MSG: You replied with the word \"stop\" which blocks all texts sent from this number. \
             Text back \"unstop\" to receive messages again."
        }
        Obeyed::Network(Keyword::Start) => {
            "NETWORK MSG: You have replied \"unstop\" and will begin receiving messages again from this number."
        }
    }
}

/// `OptOutType` as webhooks carry it.
pub(super) fn opt_out_type(keyword: Keyword) -> &'static str {
    match keyword {
        Keyword::Stop => "STOP",
        Keyword::Start => "START",
        Keyword::Help => "HELP",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_message_that_is_the_keyword_counts() {
        let number = Number::default();
        assert_eq!(keyword(&number, " Stop "), Some(Keyword::Stop));
        assert_eq!(keyword(&number, "yes"), Some(Keyword::Start));
        assert_eq!(keyword(&number, "please stop"), None);
    }

    #[test]
    fn at_a_toll_free_number_the_network_knows_three_words_and_the_provider_the_rest() {
        let number = Number::default().toll_free();
        assert_eq!(
            obeyed(&number, "stop"),
            Some(Obeyed::Network(Keyword::Stop))
        );
        assert_eq!(
            obeyed(&number, "Unstop"),
            Some(Obeyed::Network(Keyword::Start))
        );
        assert_eq!(
            obeyed(&number, "CANCEL"),
            Some(Obeyed::Provider(Keyword::Stop))
        );
        assert_eq!(
            obeyed(&number, "yes"),
            Some(Obeyed::Provider(Keyword::Start))
        );
    }

    #[test]
    fn the_practices_own_words_count_in_its_service_only() {
        let words = [("arrêt", Keyword::Stop)];
        let number = Number::default().in_service("MG1", Some(&words));
        assert_eq!(keyword(&number, "ARRÊT"), Some(Keyword::Stop));
        assert_eq!(keyword(&number, "stop"), Some(Keyword::Stop));
        assert_eq!(keyword(&Number::default(), "arrêt"), None);
    }
}
