//! What was keyed on the own line, read before anything is remembered: where a PIN was asked for, what goes on is
//! whether it was right, or its hash.

use zeroize::Zeroizing;

use super::super::Relay;
use super::super::address::Address;
use super::super::read::{self, VoiceStep};
use super::Pin;
use crate::domain::event::{Keyed, OwnStep, Place};
use crate::domain::pin::PinHash;
use crate::provider::twilio::Params;
use crate::store::PinHashes;

/// What was keyed where a PIN was asked for.
#[derive(Debug)]
enum Reading {
    /// Nothing, or that it is forgotten; no digit of a PIN.
    Keys(&'static str),
    /// Something that can be no PIN.
    NoPin,
    /// It is to be compared with the one that is set.
    Compare(Pin),
    /// It is to be compared with the one that was keyed before.
    CompareProposed(Pin),
    /// It is to be hashed.
    Hash(Pin),
}

/// Reads what was keyed at this place of the own line; `None`: no PIN is asked for there.
fn reading(place: Place, keyed: &str) -> Option<Reading> {
    let read: fn(&str) -> Option<Reading> = match place {
        Place::Pin => |keyed| Pin::claimed(keyed).map(Reading::Compare),
        Place::NewPinAgain => |keyed| Pin::claimed(keyed).map(Reading::CompareProposed),
        Place::NewPin => |keyed| Pin::chosen(keyed).ok().map(Reading::Hash),
        Place::NoPin | Place::Menu | Place::Message(_) | Place::Delete(_) | Place::Conversation => {
            return None;
        }
    };
    Some(match keyed {
        "" => Reading::Keys(""),
        _ if keyed.starts_with('*') => Reading::Keys("*"),
        _ => read(keyed).unwrap_or(Reading::NoPin),
    })
}

/// Whether a PIN is asked for at this place: what is keyed there goes nowhere else.
pub fn is_asked_at(place: Place) -> bool {
    reading(place, "").is_some()
}

impl Relay {
    /// What became of a PIN that was keyed; `None`: none was asked for.
    ///
    /// # Errors
    /// Why it cannot be told now, in words for the log.
    pub(in crate::relay) async fn keyed(
        &self,
        step: &VoiceStep,
        params: &Params,
    ) -> Result<Option<Keyed>, String> {
        let VoiceStep::Ours(Address::Own { at, .. }) = step else {
            return Ok(None);
        };
        let digits = Zeroizing::new(read::keys(params));
        Ok(Some(match reading(at.place, &digits) {
            None => return Ok(None),
            Some(Reading::Keys(keys)) => Keyed::Keys(keys.to_owned()),
            Some(Reading::NoPin) if at.place == Place::NewPin => Keyed::Unfit,
            Some(Reading::NoPin) => Keyed::Compared { right: false },
            Some(Reading::Compare(pin)) => {
                self.compared(at, pin, |kept| kept.set.filter(|_| !kept.is_locked))
                    .await?
            }
            Some(Reading::CompareProposed(pin)) => {
                self.compared(at, pin, |kept| kept.proposed).await?
            }
            Some(Reading::Hash(pin)) => {
                let hashed = self.hashing.turn(move || pin.hash()).await;
                let hash = hashed
                    .ok_or_else(too_many)?
                    .map_err(|why| why.to_string())?;
                Keyed::Hashed(hash)
            }
        }))
    }

    async fn compared(
        &self,
        at: &OwnStep,
        pin: Pin,
        with: impl FnOnce(PinHashes) -> Option<PinHash>,
    ) -> Result<Keyed, String> {
        let kept = self.store.pin(&at.target.clinician).await;
        let kept = kept.map_err(|down| down.to_string())?;
        let right = match kept.and_then(with) {
            // Where nothing is compared, nothing is right.
            None => false,
            Some(hash) => self
                .hashing
                .turn(move || pin.is(&hash))
                .await
                .ok_or_else(too_many)?,
        };
        Ok(Keyed::Compared { right })
    }
}

fn too_many() -> String {
    "too many PINs are keyed at once".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::names::MessageId;

    #[test]
    fn where_a_pin_is_asked_for_no_digit_of_it_goes_on() {
        for place in [Place::Pin, Place::NewPin, Place::NewPinAgain] {
            assert!(matches!(reading(place, ""), Some(Reading::Keys(""))));
            for star in ["*", "**", "*4079"] {
                assert!(matches!(reading(place, star), Some(Reading::Keys("*"))));
            }
            for none in ["4", "40*9", "407940794", "4079#"] {
                assert!(
                    matches!(reading(place, none), Some(Reading::NoPin)),
                    "{none}"
                );
            }
        }
        assert!(matches!(
            reading(Place::Pin, "1234"),
            Some(Reading::Compare(_))
        ));
        assert!(matches!(
            reading(Place::NewPinAgain, "1234"),
            Some(Reading::CompareProposed(_))
        ));
        assert!(matches!(
            reading(Place::NewPin, "1234"),
            Some(Reading::NoPin)
        ));
        assert!(matches!(
            reading(Place::NewPin, "4079"),
            Some(Reading::Hash(_))
        ));
    }

    #[test]
    fn elsewhere_no_pin_is_read() {
        for place in [
            Place::NoPin,
            Place::Menu,
            Place::Message(MessageId(1)),
            Place::Delete(MessageId(1)),
            Place::Conversation,
        ] {
            assert!(reading(place, "4079").is_none(), "{place:?}");
        }
    }

    mod compared {
        use super::super::super::super::testing::{in_force, okafor, relay, store};
        use super::*;
        use crate::domain::decision::{Answer, Decision, Effect, Outcome};
        use crate::domain::facts::Wanted;
        use crate::domain::names::CallId;
        use crate::domain::pin::MOST_WRONG;
        use crate::relay::Own;
        use crate::store::Kind;

        fn step(relay: &Relay, place: Place) -> VoiceStep {
            let at = OwnStep {
                target: okafor(&relay.in_force()),
                place,
                step: 1,
                tries: 0,
            };
            VoiceStep::Ours(Address::Own {
                call: CallId(7),
                at,
            })
        }

        async fn keyed(relay: &Relay, place: Place, digits: &str) -> Result<Option<Keyed>, String> {
            let form = format!("CallSid=CA1&Digits={digits}");
            let params = Params::parse(form.as_bytes()).unwrap();
            relay.keyed(&step(relay, place), &params).await
        }

        async fn happens(relay: &Relay, key: &str, effect: Effect) {
            let own = Own {
                key: key.to_owned(),
                kind: Kind::Other,
                event: "test",
            };
            let decide = move |practice: &crate::domain::practice::Practice, _: &_, _| Decision {
                outcome: Outcome::Noted,
                clinician: None,
                reasons: Vec::new(),
                answer: Answer::Nothing,
                language: practice.language,
                next_open: None,
                effects: vec![effect.clone()],
            };
            let decided = relay
                .decides(own, |_, _, _| Wanted::default(), decide)
                .await;
            decided.unwrap();
        }

        fn hash(digits: &str) -> PinHash {
            Pin::claimed(digits).unwrap().hash().unwrap()
        }

        #[tokio::test]
        async fn a_pin_is_compared_with_the_one_that_is_set_until_it_is_locked() {
            let data = tempfile::tempdir().unwrap();
            let relay = relay(in_force(&[]), store(data.path()));
            let clinician = okafor(&relay.in_force()).clinician;
            let right = |right| Ok(Some(Keyed::Compared { right }));
            assert_eq!(keyed(&relay, Place::Pin, "4079").await, right(false));
            relay
                .store()
                .set_pin(&clinician, hash("4079"))
                .await
                .unwrap();
            assert_eq!(keyed(&relay, Place::Pin, "4079").await, right(true));
            assert_eq!(keyed(&relay, Place::Pin, "4078").await, right(false));
            assert_eq!(
                keyed(&relay, Place::NewPinAgain, "4079").await,
                right(false)
            );
            for wrong in 0..MOST_WRONG {
                assert_eq!(
                    keyed(&relay, Place::Pin, "4079").await,
                    right(true),
                    "{wrong}"
                );
                let effect = Effect::PinKeyed {
                    clinician: clinician.clone(),
                    right: false,
                };
                happens(&relay, &format!("wrong/{wrong}"), effect).await;
            }
            assert_eq!(keyed(&relay, Place::Pin, "4079").await, right(false));
        }

        #[tokio::test]
        async fn a_new_pin_keyed_again_is_compared_with_the_one_keyed_before() {
            let data = tempfile::tempdir().unwrap();
            let relay = relay(in_force(&[]), store(data.path()));
            let clinician = okafor(&relay.in_force()).clinician;
            let Some(Keyed::Hashed(hash)) = keyed(&relay, Place::NewPin, "4079").await.unwrap()
            else {
                panic!("it is fit");
            };
            assert_eq!(
                keyed(&relay, Place::NewPin, "1234").await,
                Ok(Some(Keyed::Unfit))
            );
            happens(&relay, "proposed", Effect::ProposePin { clinician, hash }).await;
            let right = |right| Ok(Some(Keyed::Compared { right }));
            assert_eq!(keyed(&relay, Place::NewPinAgain, "4079").await, right(true));
            assert_eq!(
                keyed(&relay, Place::NewPinAgain, "4078").await,
                right(false)
            );
            assert_eq!(keyed(&relay, Place::Pin, "4079").await, right(false));
        }

        #[tokio::test]
        async fn a_pin_that_cannot_be_compared_is_neither_right_nor_wrong() {
            let data = tempfile::tempdir().unwrap();
            let relay = relay(in_force(&[]), store(data.path()));
            relay.store().clone().close().await;
            for place in [Place::Pin, Place::NewPinAgain] {
                assert!(keyed(&relay, place, "4079").await.is_err(), "{place:?}");
            }
            let keys = |keys: &str| Ok(Some(Keyed::Keys(keys.to_owned())));
            assert_eq!(keyed(&relay, Place::Pin, "").await, keys(""));
            assert_eq!(keyed(&relay, Place::Pin, "*").await, keys("*"));
            assert_eq!(keyed(&relay, Place::Menu, "1").await, Ok(None));
        }

        /// What a call hears whose PIN was keyed.
        async fn hears(relay: &Relay) -> String {
            let VoiceStep::Ours(address) = step(relay, Place::Pin) else {
                panic!("it is ours");
            };
            let url = address.url("");
            let path = url.strip_prefix("/twilio/").unwrap();
            let form = b"CallSid=CA1&Direction=inbound&CallStatus=in-progress&Digits=4079";
            let params = Params::parse(form).unwrap();
            let path = path.split('#').next().unwrap();
            match relay.answer(path, "", &params).await {
                crate::relay::Reply::Document(document) => document,
                other => panic!("a call waits for a document: {other:?}"),
            }
        }

        #[tokio::test]
        async fn without_the_store_the_own_line_says_that_it_does_not_work_now() {
            let data = tempfile::tempdir().unwrap();
            let relay = relay(in_force(&[]), store(data.path()));
            relay.store().clone().close().await;
            let document = hears(&relay).await;
            assert!(document.contains("This is your own line"), "{document}");
            assert!(document.ends_with("<Hangup/></Response>"), "{document}");
        }

        #[tokio::test]
        async fn a_pin_for_which_there_is_no_turn_counts_as_nothing_and_the_caller_is_told() {
            let data = tempfile::tempdir().unwrap();
            let mut relay = relay(in_force(&[]), store(data.path()));
            let clinician = okafor(&relay.in_force()).clinician;
            relay
                .store()
                .set_pin(&clinician, hash("4079"))
                .await
                .unwrap();
            relay.hashing = super::super::super::Hashing::engaged();
            let document = hears(&relay).await;
            assert!(document.contains("This is your own line"), "{document}");
            let kept = relay.store().pin(&clinician).await.unwrap();
            assert_eq!(kept.unwrap().wrong, 0);
            assert!(relay.store().journal(10).await.unwrap().is_empty());
        }
    }
}
