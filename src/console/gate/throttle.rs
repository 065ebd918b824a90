//! How often somebody may try a password.
//!
//! Tries are counted for an account from an address, for an address whatever the account, and for a browser that has been
//! signed in to this account before. After some wrong ones it must wait, each time twice as long, up to a quarter of an
//! hour; an hour without a wrong one, and all is forgotten.
//!
//! **Nobody is locked out by others for ever.** What others try from elsewhere makes nobody wait who comes from another
//! address; while many try one account from many addresses, each address has one try at once instead of five. And a
//! browser that has been signed in before is counted by itself: also behind an address that somebody abuses its owner comes
//! in.
//!
//! It lives in memory and holds a bounded number of digests; a restart forgets it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// So many wrong tries before the first wait.
const FREE: u32 = 5;
/// The same for an address, whatever the accounts.
const FREE_FOR_ADDRESS: u32 = 20;
/// So many wrong tries from everywhere, and an account is under attack.
const ATTACK: u32 = 20;

const FIRST_WAIT: TimeDelta = TimeDelta::seconds(15);
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
const FORGOTTEN: TimeDelta = TimeDelta::hours(1);

/// So many counts at most; those that were quiet for longest go.
const MOST: usize = 20_000;

/// A digest of what is counted: no names and addresses are kept.
type Key = u64;

#[derive(Clone, Copy)]
struct Count {
    wrong: u32,
    last: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// The counts.
#[derive(Default)]
pub struct Throttle {
    counts: Mutex<HashMap<Key, Count>>,
}

/// Who tries, and what.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// The account's name as it was typed.
    pub account: &'a str,
    /// From where.
    pub address: Option<IpAddr>,
    /// The browser, where it proves that it was signed in to this account before.
    pub device: Option<&'a [u8]>,
}

impl Who<'_> {
    fn account(&self) -> Key {
        key("account", &(self.account.to_lowercase(),))
    }

    /// A household's or an office's network: of the long addresses it has a whole range.
    fn network(&self) -> Key {
        match self.address {
            Some(IpAddr::V6(address)) => {
                let [a, b, c, ..] = address.segments();
                key("network", &(a, b, c))
            }
            other => key("address", &other),
        }
    }

    fn here(&self) -> Key {
        match self.device {
            Some(device) => key("device", &(self.account(), device)),
            None => key("here", &(self.account(), self.network())),
        }
    }
}

impl Throttle {
    /// One more try: it counts as a wrong one until [`Throttle::right`] says otherwise, so that many at once are not more
    /// than many in a row.
    ///
    /// # Errors
    /// How long to wait, where it must not be tried now. That does not count.
    pub fn tries(&self, who: &Who<'_>, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let wrong = |counts: &HashMap<Key, Count>, key| {
            count(counts, key, now).map_or(0, |count| count.wrong)
        };
        let attacked = wrong(&counts, who.account()) >= ATTACK;
        let mut kinds = vec![(
            who.here(),
            if attacked && who.device.is_none() {
                1
            } else {
                FREE
            },
        )];
        if who.device.is_none() {
            kinds.push((who.network(), FREE_FOR_ADDRESS));
        }
        let waits = kinds
            .iter()
            .filter_map(|(key, _)| Some(count(&counts, *key, now)?.until - now));
        if let Some(wait) = waits.max().filter(|wait| *wait > TimeDelta::zero()) {
            return Err(wait);
        }
        make_room(&mut counts, now);
        // Nobody waits for what is tried elsewhere: of the account it is only known how often.
        kinds.push((who.account(), u32::MAX));
        for (key, free) in kinds {
            let wrong = wrong(&counts, key).saturating_add(1);
            let until = now + wait(wrong, free);
            counts.insert(
                key,
                Count {
                    wrong,
                    last: now,
                    until,
                },
            );
        }
        Ok(())
    }

    /// The last try was right: it did not count, and this account is forgiven here.
    pub fn right(&self, who: &Who<'_>) {
        self.take_back(who);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.remove(&who.here());
    }

    /// The last try was not looked at: it did not count.
    pub fn take_back(&self, who: &Who<'_>) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for key in [who.here(), who.network(), who.account()] {
            if let Some(count) = counts.get_mut(&key) {
                count.wrong = count.wrong.saturating_sub(1);
                count.until = count.last;
            }
        }
    }
}

fn count(counts: &HashMap<Key, Count>, key: Key, now: DateTime<Utc>) -> Option<Count> {
    counts
        .get(&key)
        .copied()
        .filter(|count| now - count.last < FORGOTTEN)
}

/// How long to wait after so many wrong tries.
fn wait(wrong: u32, free: u32) -> TimeDelta {
    let Some(over) = wrong.checked_sub(free) else {
        return TimeDelta::zero();
    };
    let factor = 1_i32.checked_shl(over.min(10)).unwrap_or(i32::MAX);
    (FIRST_WAIT * factor).min(LONGEST_WAIT)
}

fn make_room(counts: &mut HashMap<Key, Count>, now: DateTime<Utc>) {
    if counts.len() + 3 <= MOST {
        return;
    }
    counts.retain(|_, count| now - count.last < FORGOTTEN);
    if counts.len() + 3 <= MOST {
        return;
    }
    let mut ages: Vec<DateTime<Utc>> = counts.values().map(|count| count.last).collect();
    ages.sort_unstable();
    let oldest = ages.get(MOST / 4).copied().unwrap_or(now);
    counts.retain(|_, count| count.last > oldest);
}

fn key(kind: &str, what: &impl Hash) -> Key {
    let mut hasher = DefaultHasher::new();
    (kind, what).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn who<'a>(account: &'a str, address: &str) -> Who<'a> {
        Who {
            account,
            address: Some(address.parse().unwrap()),
            device: None,
        }
    }

    /// How many wrong tries are let through before one must wait.
    fn free(throttle: &Throttle, who: &Who<'_>, now: DateTime<Utc>) -> u32 {
        (0..100)
            .take_while(|_| throttle.tries(who, now).is_ok())
            .count() as u32
    }

    #[test]
    fn after_five_wrong_ones_the_waits_double_up_to_a_quarter_of_an_hour() {
        let throttle = Throttle::default();
        let ada = who("ada", "203.0.113.1");
        assert_eq!(free(&throttle, &ada, at(0)), 5);
        let mut now = 0;
        for wait in [15, 30, 60, 120, 240, 480, 900, 900] {
            assert_eq!(throttle.tries(&ada, at(now)), Err(TimeDelta::seconds(wait)));
            assert_eq!(
                throttle.tries(&ada, at(now + wait - 1)),
                Err(TimeDelta::seconds(1))
            );
            now += wait;
            assert_eq!(throttle.tries(&ada, at(now)), Ok(()));
        }
        assert_eq!(free(&throttle, &ada, at(now + 3600)), 5);
    }

    #[test]
    fn a_right_one_is_forgiven_and_capitals_are_no_other_account() {
        let throttle = Throttle::default();
        for _ in 0..3 {
            assert!(throttle.tries(&who("Ada", "203.0.113.1"), at(0)).is_ok());
            assert!(throttle.tries(&who("aDA", "203.0.113.1"), at(0)).is_ok());
            throttle.right(&who("ada", "203.0.113.1"));
        }
        assert_eq!(free(&throttle, &who("ada", "203.0.113.1"), at(0)), 5);
    }

    #[test]
    fn an_address_that_tries_many_accounts_must_wait_as_well() {
        let throttle = Throttle::default();
        let names: Vec<String> = (0..100).map(|n| format!("name{n}")).collect();
        let tries = names
            .iter()
            .take_while(|name| throttle.tries(&who(name, "2001:db8:1::1"), at(0)).is_ok());
        assert_eq!(tries.count(), 20);
        // Another of the same network's addresses is no other address.
        assert!(
            throttle
                .tries(&who("ada", "2001:db8:1:2::9"), at(0))
                .is_err()
        );
        assert!(throttle.tries(&who("ada", "2001:db8:2::1"), at(0)).is_ok());
    }

    #[test]
    fn whoever_attacks_an_account_does_not_lock_its_owner_out() {
        let throttle = Throttle::default();
        for n in 0..250 {
            let attacker = format!("198.51.100.{n}");
            let tries = free(&throttle, &who("ada", &attacker), at(0));
            // Once there are many, each has one.
            assert_eq!(tries, if n < 4 { 5 } else { 1 }, "{n}");
        }
        assert!(throttle.tries(&who("ada", "203.0.113.1"), at(0)).is_ok());
    }

    #[test]
    fn a_browser_that_was_signed_in_before_comes_in_behind_an_address_that_is_abused() {
        let throttle = Throttle::default();
        let attacker = who("ada", "203.0.113.1");
        free(&throttle, &attacker, at(0));
        let owner = Who {
            device: Some(&[7]),
            ..attacker
        };
        assert!(throttle.tries(&attacker, at(0)).is_err());
        assert_eq!(free(&throttle, &owner, at(0)), 5);
        assert!(
            throttle
                .tries(
                    &Who {
                        account: "okafor",
                        ..owner
                    },
                    at(0)
                )
                .is_ok()
        );
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let throttle = Throttle::default();
        for n in 0..30_000_u32 {
            let address = std::net::Ipv4Addr::from(0x0a00_0000 + n);
            let name = format!("n{n}");
            let who = Who {
                account: &name,
                address: Some(address.into()),
                device: None,
            };
            throttle.tries(&who, at(i64::from(n / 100))).unwrap();
        }
        assert!(throttle.counts.lock().unwrap().len() <= MOST);
    }
}
