//! One call, followed as the provider would: what is heard, which keys are pressed, and how it ends.

use std::collections::HashSet;

use roxmltree::{Document, Node};

use super::check::{self, Leg};
use super::dice::Dice;
use super::line::{Line, caller_params};
use super::rules::Standing;
use super::world::World;

/// So many documents at most, then a walk has gone astray.
const LONGEST: usize = 60;

/// What follows a document.
pub enum Next {
    Document(String),
    Over,
}

/// Why phones are rung just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    Usual,
    Urgent,
}

pub struct Walk<'w> {
    pub world: &'w World,
    pub dice: &'w mut Dice,
    pub line: Line,
    pub sid: String,
    /// Whose front line was called.
    pub whose: Option<usize>,
    pub path: Path,
    /// The row whose code was keyed.
    pub by_code: Option<usize>,
    pub declined: HashSet<usize>,
    /// Phones rung on this path.
    pub tried: HashSet<String>,
    /// Seconds of ringing on this path.
    pub rung: u32,
    pub answered: bool,
    pub legs: u32,
    // How it ended.
    pub talked: bool,
    recorded: bool,
    pub hung_up: bool,
    warned: bool,
}

impl<'w> Walk<'w> {
    pub fn begins(world: &'w World, dice: &'w mut Dice, number: usize) -> Self {
        let line = Line::any(world, dice);
        world.begins_call(number, &line);
        let whose = world.surgery.whose_line(&line.to);
        Walk {
            world,
            dice,
            line,
            sid: format!("CA{number:032x}"),
            whose,
            path: Path::Usual,
            by_code: None,
            declined: HashSet::new(),
            tried: HashSet::new(),
            rung: 0,
            answered: false,
            legs: 0,
            talked: false,
            recorded: false,
            hung_up: false,
            warned: false,
        }
    }

    /// Follows the call to its end.
    pub fn ends(mut self) {
        let mut document = self.asks("/twilio/voice", &[]);
        self.first_answer(&document);
        for _ in 0..LONGEST {
            match self.carries_out(&document) {
                Next::Document(next) => document = next,
                Next::Over => return self.over(),
            }
        }
        panic!("after {LONGEST} documents the call has not ended");
    }

    fn over(self) {
        let good = self.talked || self.recorded || self.warned || self.hung_up;
        assert!(
            good,
            "the call ended without a person, a message or the emergency number"
        );
        let mut params = caller_params(&self.line, &self.sid, "completed");
        params.extend([
            ("CallDuration", "42"),
            ("SequenceNumber", "0"),
            ("CallbackSource", "call-progress-events"),
        ]);
        self.world.posts("/twilio/voice/status", &params);
    }

    /// Asks for a document on the caller's leg.
    pub fn asks(&mut self, url: &str, more: &[(&str, &str)]) -> String {
        let status = if self.answered {
            "in-progress"
        } else {
            "ringing"
        };
        self.asks_as(status, url, more)
    }

    pub fn asks_as(&mut self, status: &str, url: &str, more: &[(&str, &str)]) -> String {
        let mut params = caller_params(&self.line, &self.sid, status);
        params.extend(more);
        let document = self.world.asks(url, &params);
        check::document(
            &document,
            Leg::Caller,
            &self.world.surgery,
            &self.world.guard,
            &self.line.from,
        );
        document
    }

    /// Flow 2 and 5: open, not paused, not away and within the limit rings at once; closed or paused does not.
    fn first_answer(&mut self, document: &str) {
        let parsed = Document::parse(document).unwrap();
        let first = parsed
            .root_element()
            .first_element_child()
            .expect("an answer");
        let world = self.world;
        let (Some(whose), Some(number)) = (self.whose, self.line.number()) else {
            return;
        };
        if world.surgery.is_line(number) || world.surgery.whose_phone(number) == Some(whose) {
            assert!(
                parsed.descendants().all(|node| !node.has_tag_name("Dial")),
                "a loop, or the own line, rings"
            );
            return;
        }
        let Some(row) = world
            .surgery
            .grants(whose, number, world.now())
            .first()
            .copied()
        else {
            return;
        };
        world.uses(whose, number);
        let dials = parsed.descendants().any(|node| node.has_tag_name("Dial"));
        assert_eq!(
            dials,
            first.has_tag_name("Dial"),
            "<Dial> is the first verb, or answerOnBridge has no effect"
        );
        let key = self.household_today(row);
        let mut rung = world.rung.borrow_mut();
        let calls = rung.entry(key).or_default();
        let clinician = &world.surgery.clinicians[whose];
        match world.surgery.standing(whose, world.now()) {
            _ if *calls >= world.surgery.limit => assert!(!dials, "rung over the limit"),
            Standing::Closed | Standing::Paused => assert!(!dials, "rung while closed or paused"),
            Standing::Open => {
                assert!(dials, "not rung although open");
                assert_eq!(
                    first.attribute("timeout"),
                    Some(clinician.ring.to_string().as_str())
                );
                let number = first.first_element_child().and_then(|node| node.text());
                assert_eq!(
                    number,
                    Some(clinician.phones[0].as_str()),
                    "the first phone is rung first"
                );
            }
            Standing::Away | Standing::Unknown => {}
        }
        *calls += u32::from(dials);
    }

    /// What the daily limit counts.
    fn household_today(&self, row: usize) -> String {
        let surgery = &self.world.surgery;
        let household = surgery.household(row).into_iter().min();
        format!(
            "{household:?} {:?} {}",
            self.whose,
            surgery.day(self.world.now())
        )
    }

    /// A code that opened: within the limit, and counted like any other call that rings.
    fn opened(&mut self, row: usize, document: &str) {
        let parsed = Document::parse(document).unwrap();
        let dialled = parsed
            .descendants()
            .find(|node| node.has_tag_name("Number"))
            .and_then(|node| node.text());
        if dialled.is_some_and(|number| self.world.surgery.whose_phone(number).is_some()) {
            let mut rung = self.world.rung.borrow_mut();
            let calls = rung.entry(self.household_today(row)).or_default();
            assert!(
                *calls < self.world.surgery.limit,
                "rung over the limit by a code"
            );
            *calls += 1;
            self.keyed_elsewhere(row);
        }
    }

    /// A code says who calls, and not from where: who called from another phone of that household before is called
    /// back where this patient can be reached.
    fn keyed_elsewhere(&self, row: usize) {
        let (Some(whose), surgery) = (self.whose, &self.world.surgery) else {
            return;
        };
        let phones = &surgery.rows[row].phones;
        let mut used = self.world.last_used.borrow_mut();
        let household = surgery.household(row).into_iter().min().unwrap();
        if let Some(last) = used.get_mut(&(whose, household))
            && !phones.contains(last)
        {
            last.clone_from(&phones[0]);
        }
    }

    /// Carries a document out, verb by verb.
    fn carries_out(&mut self, document: &str) -> Next {
        let parsed = Document::parse(document).unwrap();
        for verb in parsed.root_element().children().filter(Node::is_element) {
            match verb.tag_name().name() {
                "Say" => self.hears(&verb),
                "Gather" => {
                    if let Some(next) = self.gathers(&verb) {
                        return next;
                    }
                }
                "Dial" => return self.dials(&verb),
                "Record" => return self.records(&verb),
                "Hangup" => return Next::Over,
                other => panic!("nobody carries <{other}> out"),
            }
        }
        Next::Over
    }

    fn hears(&mut self, say: &Node<'_, '_>) {
        self.answered = true;
        let spaced: Vec<_> = self
            .world
            .surgery
            .emergency
            .chars()
            .map(String::from)
            .collect();
        let text = say.text().unwrap_or_default();
        self.warned |=
            text.contains(&spaced.join(" ")) || text.contains(self.world.surgery.emergency);
    }

    /// Keys, or nothing, or the caller hangs up.
    fn gathers(&mut self, gather: &Node<'_, '_>) -> Option<Next> {
        for say in gather.children().filter(Node::is_element) {
            self.hears(&say);
        }
        self.world.passes(4);
        if self.dice.chance(4) {
            self.world.tells("the caller hangs up");
            self.hung_up = true;
            return Some(Next::Over);
        }
        let menu = gather.attribute("numDigits") == Some("1");
        let keys = if menu { self.menu_key() } else { self.code() };
        let action = gather.attribute("action").unwrap().to_owned();
        if action.contains("/voice/own/") {
            return self.keys_on_the_own_line(gather, &action, keys);
        }
        let keys = keys?;
        if menu && keys == "1" && self.may_be_urgent() {
            self.begins_path(Path::Urgent);
        }
        let opened = if menu { None } else { self.keys_code(&keys) };
        let document = self.asks(&action, &[("Digits", &keys)]);
        if let Some(row) = opened {
            self.opened(row, &document);
        }
        Some(Next::Document(document))
    }

    /// No access code opens anything there, and none is counted; that nothing was keyed is told as well.
    fn keys_on_the_own_line(
        &mut self,
        gather: &Node<'_, '_>,
        action: &str,
        keys: Option<String>,
    ) -> Option<Next> {
        let tells_nothing = gather.attribute("actionOnEmptyResult") == Some("true");
        let keys = keys.or_else(|| tells_nothing.then(String::new))?;
        Some(Next::Document(self.asks(action, &[("Digits", &keys)])))
    }

    fn menu_key(&mut self) -> Option<String> {
        let key = self.dice.weighed(&[
            (6, "1"),
            (2, "2"),
            (1, "3"),
            (1, "0"),
            (1, "*"),
            (1, "#"),
            (2, ""),
        ]);
        (!key.is_empty()).then(|| key.to_owned())
    }

    /// A right code of this line, one of another line, a wrong one, or none.
    fn code(&mut self) -> Option<String> {
        let codes: Vec<String> = self
            .world
            .surgery
            .rows
            .iter()
            .filter_map(|row| row.code.clone())
            .collect();
        match self.dice.below(10) {
            0..6 if !codes.is_empty() => Some(self.dice.pick(&codes)),
            0..9 => Some(
                self.dice
                    .pick(&["0000", "99999999", "1", "*", "123456789012345678"])
                    .to_owned(),
            ),
            _ => None,
        }
    }

    /// Notes a code: a right one in force opens, unless too many were wrong today.
    fn keys_code(&mut self, keys: &str) -> Option<usize> {
        let (surgery, now) = (&self.world.surgery, self.world.now());
        let day = surgery.day(now);
        let caller = format!("{:?} {day}", self.line.number());
        let line = format!("{} {day}", self.line.to);
        let mut wrong = self.world.wrong.borrow_mut();
        let closed = wrong.get(&caller).is_some_and(|wrong| *wrong >= 5)
            || wrong.get(&line).is_some_and(|wrong| *wrong >= 20);
        let right = self.whose.and_then(|whose| {
            surgery
                .in_force(whose, now)
                .find(|(_, row)| row.code.as_deref() == Some(keys))
                .map(|(at, _)| at)
        });
        match right {
            Some(row) if !closed => {
                drop(wrong);
                self.by_code = Some(row);
                self.begins_path(Path::Usual);
                Some(row)
            }
            _ => {
                *wrong.entry(caller).or_default() += 1;
                *wrong.entry(line).or_default() += 1;
                None
            }
        }
    }

    fn begins_path(&mut self, path: Path) {
        self.path = path;
        self.rung = 0;
        self.tried.clear();
    }

    /// The rows in force by which this call goes on: the code's, else those of the caller's number.
    pub fn rows(&self) -> Vec<usize> {
        let Some(whose) = self.whose else {
            return Vec::new();
        };
        let (surgery, now) = (&self.world.surgery, self.world.now());
        if let Some(row) = self.by_code {
            return surgery
                .in_force(whose, now)
                .filter(|(at, _)| *at == row)
                .map(|(at, _)| at)
                .collect();
        }
        self.line
            .number()
            .map(|number| surgery.grants(whose, number, now))
            .unwrap_or_default()
    }

    pub fn may_be_urgent(&self) -> bool {
        self.rows()
            .iter()
            .any(|row| self.world.surgery.rows[*row].urgent)
    }

    fn records(&mut self, record: &Node<'_, '_>) -> Next {
        self.recorded = true;
        self.answered = true;
        self.world.passes(20);
        let action = record.attribute("action").unwrap();
        let callback = record.attribute("recordingStatusCallback").unwrap();
        let hangs_up = self.dice.chance(50);
        let (status, digits) = if hangs_up {
            ("completed", "hangup")
        } else {
            ("in-progress", "#")
        };
        let announced = [
            (
                "RecordingUrl",
                "https://api.twilio.com/2010-04-01/Recordings/RE1",
            ),
            ("RecordingSid", "RE00000000000000000000000000000001"),
            ("RecordingDuration", "17"),
            ("Digits", digits),
        ];
        let thanks = self.asks_as(status, action, &announced);
        let recording = self.dice.weighed(&[(3, "completed"), (1, "absent")]);
        self.world.posts(
            callback,
            &[
                ("AccountSid", "AC00000000000000000000000000000001"),
                ("CallSid", &self.sid),
                ("RecordingSid", "RE00000000000000000000000000000001"),
                ("RecordingStatus", recording),
                ("RecordingDuration", "17"),
                (
                    "RecordingUrl",
                    "https://api.twilio.com/2010-04-01/Recordings/RE1",
                ),
            ],
        );
        if hangs_up {
            Next::Over
        } else {
            Next::Document(thanks)
        }
    }
}
