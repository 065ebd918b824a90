//! A phone is rung: whether it may be, and what its owner does.

use roxmltree::{Document, Node};

use super::check::{self, Leg};
use super::rules::Standing;
use super::surgery::DESK;
use super::walk::{Next, Path, Walk};

/// What happens to a phone that rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Somebody presses these keys, one at each prompt.
    Keys(&'static str),
    /// Somebody, or a machine, answers and never presses a key.
    NoKey,
    /// Somebody answers and hangs up during the prompt.
    LeavesPrompt,
    RingsOut,
    Busy,
    Failed,
    /// The caller hangs up while it rings.
    CallerLeaves,
}

const FATES: [(usize, Fate); 12] = [
    (12, Fate::Keys("1")),
    (4, Fate::Keys("51")),
    (10, Fate::Keys("2")),
    (3, Fate::Keys("*2")),
    (3, Fate::Keys("#57")),
    (9, Fate::NoKey),
    (3, Fate::LeavesPrompt),
    (10, Fate::RingsOut),
    (5, Fate::Busy),
    (3, Fate::Failed),
    (3, Fate::CallerLeaves),
    (2, Fate::Keys("12")),
];

/// How a screening went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screened {
    Accepted,
    Declined,
    NoKey,
}

impl Walk<'_> {
    pub fn dials(&mut self, dial: &Node<'_, '_>) -> Next {
        let number = dial.first_element_child().expect("a number");
        let dialled = number.text().expect("a number").to_owned();
        let seconds: u32 = dial.attribute("timeout").unwrap().parse().unwrap();
        let caller_id = dial.attribute("callerId").unwrap();
        let screen = number.attribute("url").map(str::to_owned);
        let clinician = self.world.surgery.whose_phone(&dialled);
        let from_back_line = self.world.surgery.back.contains(&self.line.to);
        let returns = from_back_line
            && self
                .line
                .number()
                .is_some_and(|from| self.world.surgery.whose_phone(from).is_some());
        match clinician {
            // A colleague may be somebody's patient: then the back line leads to a clinician's phone, rightly.
            _ if returns && screen.is_none() && dialled != DESK => {
                self.may_call_back(&dialled, caller_id)
            }
            Some(clinician) => {
                self.may_ring(clinician, &dialled, seconds);
                self.shows(clinician, caller_id);
                assert!(screen.is_some(), "a clinician's leg without screening");
            }
            None => {
                assert!(
                    self.world.surgery.desk && dialled == DESK,
                    "{dialled} is nobody's"
                );
                assert!(self.rows().is_empty(), "a patient is sent to the desk");
                assert_eq!(
                    caller_id, self.line.to,
                    "the desk sees the line that was called"
                );
            }
        }
        self.legs += 1;
        let action = dial.attribute("action").unwrap().to_owned();
        let fate = self.dice.weighed(&FATES);
        self.world
            .tells(format!("{dialled} rings for {seconds} s: {fate:?}"));
        self.rings(
            fate,
            &action,
            screen.as_deref(),
            &dialled,
            caller_id,
            seconds,
        )
    }

    /// Promise 2, from the raw rows: no grant, no ring; outside hours none but the urgent path; nobody who declined.
    fn may_ring(&mut self, clinician: usize, dialled: &str, seconds: u32) {
        let (surgery, now) = (&self.world.surgery, self.world.now());
        let whose = self
            .whose
            .expect("a clinician's phone is rung for a front line");
        assert!(!self.rows().is_empty(), "rung without a grant");
        assert!(
            !self.declined.contains(&clinician),
            "{} declined and is rung again",
            surgery.clinicians[clinician].id
        );
        assert!(
            self.tried.insert(dialled.to_owned()),
            "one phone is rung twice on one path"
        );
        self.rung += seconds;
        assert!(self.rung <= 60, "{} s of ringing", self.rung);
        assert!(!surgery.is_away(clinician, now), "rung while away");
        match self.path {
            Path::Usual => {
                let standing = surgery.standing(clinician, now);
                assert!(
                    matches!(standing, Standing::Open | Standing::Unknown),
                    "rung while {standing:?}"
                );
                let lead = surgery.stands_in(whose, now);
                let right = lead == Some(clinician)
                    || surgery.clinicians[whose].backup.contains(&clinician);
                assert!(
                    right,
                    "{} is neither cover nor backup",
                    surgery.clinicians[clinician].id
                );
            }
            Path::Urgent => {
                assert!(self.may_be_urgent(), "urgent without the grant");
                if let Ok(duty) = surgery.on_duty(now) {
                    let duty = duty.expect("rung although nobody is on duty");
                    let right =
                        duty == clinician || surgery.clinicians[duty].backup.contains(&clinician);
                    assert!(right, "{} is not on duty", surgery.clinicians[clinician].id);
                }
            }
        }
    }

    /// Promise 3: a back line never changes patient while the grant is in force.
    fn shows(&mut self, clinician: usize, caller_id: &str) {
        let surgery = &self.world.surgery;
        if !surgery.back.iter().any(|line| line == caller_id) {
            assert_eq!(
                caller_id, self.line.to,
                "the front line that was called, where no back line is free"
            );
            return;
        }
        if let Some(number) = self.line.number() {
            self.world.uses(clinician, number);
        }
        let row = self.rows()[0];
        let household = surgery.household(row);
        let mut phones: Vec<String> = household
            .iter()
            .flat_map(|row| surgery.rows[*row].phones.clone())
            .collect();
        phones.extend(self.line.number().map(str::to_owned));
        let mut shown = self.world.shown.borrow_mut();
        if let Some((_, before)) = shown.insert((clinician, caller_id.to_owned()), (phones, row)) {
            let same = surgery.rows[before].phones.iter().any(|phone| {
                household
                    .iter()
                    .any(|row| surgery.rows[*row].phones.contains(phone))
            });
            assert!(
                same,
                "{caller_id} was {}'s and is now {}'s",
                surgery.rows[before].name, surgery.rows[row].name
            );
        }
    }

    /// A clinician's own call: to the patient that this line has shown, who sees the front line.
    fn may_call_back(&mut self, dialled: &str, caller_id: &str) {
        let (surgery, now) = (&self.world.surgery, self.world.now());
        let who = self
            .line
            .number()
            .and_then(|from| surgery.whose_phone(from))
            .unwrap();
        // The own patient, or a colleague's for whom this clinician has stood in.
        let own = surgery.grants(who, dialled, now);
        let holders: Vec<usize> = match own.is_empty() {
            false => vec![who],
            true => (0..surgery.clinicians.len())
                .filter(|other| !surgery.grants(*other, dialled, now).is_empty())
                .collect(),
        };
        assert!(!holders.is_empty(), "nobody's patient in force");
        if let Some((phones, _)) = self.world.shown.borrow().get(&(who, self.line.to.clone())) {
            assert!(
                phones.iter().any(|phone| phone == dialled),
                "another patient than the line has shown"
            );
        }
        if let Some(row) = own.first() {
            let household = surgery.household(*row).into_iter().min().unwrap();
            let last = self
                .world
                .last_used
                .borrow()
                .get(&(who, household))
                .cloned();
            assert!(
                last.is_none_or(|last| last == dialled),
                "not the phone that the patient last used"
            );
        }
        let fronts: Vec<&str> = holders
            .iter()
            .map(|holder| surgery.clinicians[*holder].line.as_str())
            .collect();
        assert!(
            fronts.contains(&caller_id),
            "the patient sees the front line that may be called back"
        );
    }

    fn rings(
        &mut self,
        fate: Fate,
        action: &str,
        screen: Option<&str>,
        dialled: &str,
        caller_id: &str,
        seconds: u32,
    ) -> Next {
        let child = format!("{}{:04x}", &self.sid[..30], 0xd000 + self.legs);
        let dial = |status: &'static str, bridged: Option<&'static str>| {
            let mut params = vec![("DialCallStatus", status), ("DialCallSid", child.as_str())];
            params.extend(bridged.map(|bridged| ("DialBridged", bridged)));
            params
        };
        self.world.passes(if matches!(fate, Fate::RingsOut) {
            seconds
        } else {
            3
        });
        let caller_on = if self.answered {
            "in-progress"
        } else {
            "ringing"
        };
        let unsure = |walk: &mut Self| walk.dice.pick(&[Some("false"), None]);
        let screened = match (fate, screen) {
            (Fate::Keys(keys), Some(screen)) => {
                self.screening(screen, &child, dialled, caller_id, keys)
            }
            (Fate::NoKey | Fate::LeavesPrompt, Some(screen)) => {
                let leaves = fate == Fate::LeavesPrompt;
                let document = self.asks_leg(screen, &child, dialled, caller_id, None);
                if leaves {
                    Screened::NoKey
                } else {
                    self.prompted(document, &child, dialled, caller_id, "")
                }
            }
            // Nobody screens a patient or the desk.
            (Fate::Keys(_) | Fate::NoKey | Fate::LeavesPrompt, None) => Screened::Accepted,
            (Fate::RingsOut, _) => {
                let bridged = unsure(self);
                return Next::Document(self.asks_as(
                    caller_on,
                    action,
                    &dial("no-answer", bridged),
                ));
            }
            (Fate::Busy | Fate::Failed, _) => {
                // It did not ring.
                self.rung = self.rung.saturating_sub(seconds);
                let status = if fate == Fate::Busy { "busy" } else { "failed" };
                return Next::Document(self.asks_as(caller_on, action, &dial(status, None)));
            }
            (Fate::CallerLeaves, _) => {
                self.hung_up = true;
                let status = self.dice.pick(&["canceled", "no-answer"]);
                self.asks_as("completed", action, &dial(status, Some("false")));
                return Next::Over;
            }
        };
        match screened {
            Screened::Accepted => self.bridged(action, screen.is_some(), &dial),
            Screened::Declined | Screened::NoKey => {
                if screened == Screened::Declined {
                    let clinician = self.world.surgery.whose_phone(dialled).unwrap();
                    self.declined.insert(clinician);
                }
                let bridged = unsure(self);
                let status = if bridged.is_none() {
                    "completed"
                } else {
                    self.dice.pick(&["completed", "completed", "no-answer"])
                };
                Next::Document(self.asks_as(caller_on, action, &dial(status, bridged)))
            }
        }
    }

    /// The key was pressed: they talk, unless the bridge fails.
    fn bridged<'p>(
        &mut self,
        action: &str,
        screened: bool,
        dial: &dyn Fn(&'static str, Option<&'static str>) -> Vec<(&'p str, &'p str)>,
    ) -> Next {
        if screened && self.dice.chance(12) {
            self.world.tells("the bridge fails");
            return Next::Document(self.asks(action, &dial("completed", Some("false"))));
        }
        self.talked = true;
        self.answered = true;
        let bridged = self.dice.pick(&[Some("true"), Some("true"), None]);
        let caller_leaves = self.dice.chance(40);
        let status = if caller_leaves {
            "completed"
        } else {
            "in-progress"
        };
        let document = self.asks_as(status, action, &dial("completed", bridged));
        let parsed = Document::parse(&document).unwrap();
        let more = parsed
            .descendants()
            .any(|node| ["Dial", "Record", "Gather"].contains(&node.tag_name().name()));
        assert!(!more, "after a conversation there is nothing left to say");
        if caller_leaves {
            Next::Over
        } else {
            Next::Document(document)
        }
    }

    fn screening(
        &mut self,
        screen: &str,
        child: &str,
        dialled: &str,
        caller_id: &str,
        keys: &str,
    ) -> Screened {
        let document = self.asks_leg(screen, child, dialled, caller_id, None);
        self.prompted(document, child, dialled, caller_id, keys)
    }

    /// The clinician's leg: a key for each prompt; without one the end of the document must be a hang-up.
    fn prompted(
        &mut self,
        mut document: String,
        child: &str,
        dialled: &str,
        caller_id: &str,
        keys: &str,
    ) -> Screened {
        let mut keys = keys.chars();
        for _ in 0..10 {
            self.names_nobody(&document);
            let Some(action) = first_gather(&document) else {
                break;
            };
            let Some(key) = keys.next() else { break };
            document = self.asks_leg(&action, child, dialled, caller_id, Some(key));
            match key {
                '1' => {
                    assert!(
                        !ends_with_hangup(&document),
                        "the key was pressed and the leg is hung up"
                    );
                    return Screened::Accepted;
                }
                '2' => {
                    assert!(
                        ends_with_hangup(&document),
                        "the end of the document would bridge"
                    );
                    return Screened::Declined;
                }
                _ => {}
            }
        }
        assert!(
            ends_with_hangup(&document),
            "the end of the document would bridge: a voicemail takes the call"
        );
        Screened::NoKey
    }

    /// A personal voicemail may be recording: no name before a key.
    fn names_nobody(&self, document: &str) {
        for row in &self.world.surgery.rows {
            assert!(
                !document.contains(row.name),
                "{} is named before a key",
                row.name
            );
        }
    }

    fn asks_leg(
        &mut self,
        url: &str,
        child: &str,
        dialled: &str,
        caller_id: &str,
        key: Option<char>,
    ) -> String {
        let key = key.map(String::from);
        let mut params = vec![
            ("CallSid", child),
            ("ParentCallSid", &self.sid),
            ("AccountSid", "AC00000000000000000000000000000001"),
            ("From", caller_id),
            ("To", dialled),
            ("CallStatus", "in-progress"),
            ("Direction", "outbound-dial"),
        ];
        params.extend(key.as_deref().map(|key| ("Digits", key)));
        let document = self.world.asks(url, &params);
        check::document(
            &document,
            Leg::Clinician,
            &self.world.surgery,
            &self.world.guard,
            &self.line.from,
        );
        document
    }
}

fn first_gather(document: &str) -> Option<String> {
    let parsed = Document::parse(document).unwrap();
    let gather = parsed
        .descendants()
        .find(|node| node.has_tag_name("Gather"))?;
    gather.attribute("action").map(str::to_owned)
}

fn ends_with_hangup(document: &str) -> bool {
    let parsed = Document::parse(document).unwrap();
    parsed
        .root_element()
        .last_element_child()
        .is_some_and(|verb| verb.has_tag_name("Hangup"))
}
