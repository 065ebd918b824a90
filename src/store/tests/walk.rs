//! Random decisions, errands, lost answers, reports and crashes: nothing is sent twice unless it is known not to have
//! arrived, nothing goes before what comes before it, and each conversation has one turn.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use proptest::sample::Index;

use super::sending::*;
use super::*;
use crate::domain::names::OutboxId;
use crate::domain::outbox::{Stage, Wait};

#[derive(Clone, Debug)]
enum Step {
    /// Texts of one group: to whom, what kind, how long.
    Write(Vec<(u8, u8, bool)>),
    /// A row that waits for a decision goes, with a lead or without.
    Deliver(Index, bool),
    Withdraw(Index),
    Claim(u8),
    Accept(Index),
    TryAgain(Index),
    Lose(Index),
    Report(Index, Index),
    /// An unsettled row is found at the provider, or not.
    Settle(Index, bool),
    Crash,
}

fn a_step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    let text = (0..3_u8, 0..5_u8, prop::bool::weighted(0.1));
    prop_oneof![
        4 => prop::collection::vec(text, 1..4).prop_map(Step::Write),
        3 => (index(), any::<bool>()).prop_map(|(row, lead)| Step::Deliver(row, lead)),
        1 => index().prop_map(Step::Withdraw),
        5 => (1..5_u8).prop_map(Step::Claim),
        3 => index().prop_map(Step::Accept),
        2 => index().prop_map(Step::TryAgain),
        2 => index().prop_map(Step::Lose),
        2 => (index(), index()).prop_map(|(row, stage)| Step::Report(row, stage)),
        2 => (index(), any::<bool>()).prop_map(|(row, there)| Step::Settle(row, there)),
        1 => Just(Step::Crash),
    ]
}

/// What stands in the database about a row.
struct Seen {
    id: OutboxId,
    stage: Stage,
    lane: i64,
    place: (i64, i64),
    turn: bool,
}

impl Seen {
    fn is_live(&self) -> bool {
        let live = [
            Stage::Held,
            Stage::Waiting,
            Stage::Sending,
            Stage::Unsettled,
        ];
        live.contains(&self.stage)
    }

    fn is_under_way(&self) -> bool {
        matches!(self.stage, Stage::Sending | Stage::Unsettled)
    }
}

fn see(dir: &TempDir) -> Vec<Seen> {
    let connection = beside(dir);
    let sql = "SELECT id, stage, lane, seq, part, turn FROM outbox ORDER BY n";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        Ok(Seen {
            id: row.get::<_, String>(0)?.parse().unwrap(),
            stage: Stage::of_word(&row.get::<_, String>(1)?).unwrap(),
            lane: row.get(2)?,
            place: (row.get(3)?, row.get(4)?),
            turn: row.get(5)?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// Of each lane with live rows exactly one has the turn: what is under way, else the first.
fn turns_are_right(rows: &[Seen]) {
    let mut lanes: HashMap<i64, Vec<&Seen>> = HashMap::new();
    for row in rows {
        if row.is_live() {
            lanes.entry(row.lane).or_default().push(row);
        } else {
            assert!(!row.turn, "a row that is over has the turn");
        }
    }
    for live in lanes.values() {
        let turn: Vec<_> = live.iter().filter(|row| row.turn).collect();
        assert_eq!(turn.len(), 1);
        let under_way: Vec<_> = live.iter().filter(|row| row.is_under_way()).collect();
        assert!(
            under_way.len() <= 1,
            "two of one conversation are under way"
        );
        let first = live.iter().min_by_key(|row| row.place).unwrap();
        let right = under_way.first().map_or(first.id, |row| row.id);
        assert_eq!(turn[0].id, right);
    }
}

fn a_text(who: u8, what: u8, long: bool) -> Outgoing {
    let phone = number(&format!("+44770090050{who}"));
    let words = if long {
        "word ".repeat(400)
    } else {
        "hello".to_owned()
    };
    match what {
        0 => from_patient(phone, &words),
        1 => held(from_patient(phone, &words), later(60)),
        2 => Outgoing {
            kind: OutgoingKind::Urgent,
            ..from_patient(phone, &words)
        },
        3 => Outgoing {
            wait: Wait::Answer { code: 42 },
            ..to_patient(phone, &words)
        },
        _ => to_patient(phone, &words),
    }
}

/// The world around the store: what is in the worker's hands, and what the provider has got.
struct World {
    dir: TempDir,
    store: Option<Store>,
    hand: Vec<OutboxId>,
    /// Requests whose outcome nobody has told the store yet, or that it was told to have succeeded.
    sent: HashSet<OutboxId>,
    sids: u64,
}

impl World {
    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn sid(&mut self) -> String {
        self.sids += 1;
        format!("SM{}", self.sids)
    }

    fn pick(&self, index: Index, stages: &[Stage]) -> Option<OutboxId> {
        let rows = see(&self.dir);
        let fits: Vec<_> = rows
            .iter()
            .filter(|row| stages.contains(&row.stage))
            .collect();
        (!fits.is_empty()).then(|| index.get(&fits).id)
    }

    fn hand_back(&mut self, index: Index) -> Option<OutboxId> {
        let place = (!self.hand.is_empty()).then(|| index.index(self.hand.len()))?;
        Some(self.hand.swap_remove(place))
    }

    async fn claim(&mut self, most: u8) {
        let before = see(&self.dir);
        let claim = Claim {
            most: usize::from(most),
            ..due_by(later(600))
        };
        for row in self.store().claim(claim).await.unwrap() {
            let was = before.iter().find(|seen| seen.id == row.id).unwrap();
            assert_eq!(was.stage, Stage::Waiting);
            let lane = before
                .iter()
                .filter(|seen| seen.lane == was.lane && seen.is_live());
            for other in lane.filter(|seen| seen.id != row.id) {
                assert!(other.place > was.place, "one is sent before an earlier one");
                assert!(!other.is_under_way());
            }
            assert!(self.sent.insert(row.id), "one is sent twice");
            self.hand.push(row.id);
        }
    }

    async fn deliver(&self, id: OutboxId, lead: bool) {
        let to_patient = self.store().outbox().await.unwrap();
        let row = to_patient
            .into_iter()
            .find(|row| row.id == id.to_string())
            .unwrap();
        let go = Effect::Deliver {
            id,
            to: row.to,
            from: row.from,
            mark: Some("3: ".to_owned()),
            lead: lead.then(|| Body::Words(vec![], Language::ENGLISH)),
        };
        decide(self.store(), start(), vec![go]).await;
    }

    async fn not_there(&mut self, id: OutboxId) {
        // A report may have come first: then it is there, and stays so.
        let known = see(&self.dir)
            .iter()
            .any(|row| row.id == id && row.is_under_way());
        self.store().try_again(id, start()).await.unwrap();
        if known {
            self.sent.remove(&id);
        }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Write(texts) => {
                let texts = texts
                    .into_iter()
                    .map(|(who, what, long)| a_text(who, what, long));
                write(self.store(), texts.collect()).await;
            }
            Step::Deliver(row, lead) => {
                if let Some(id) = self.pick(row, &[Stage::Held, Stage::Asked]) {
                    self.deliver(id, lead).await;
                }
            }
            Step::Withdraw(row) => {
                if let Some(id) = self.pick(row, &[Stage::Held, Stage::Asked, Stage::Waiting]) {
                    let stage = Stage::Withdrawn;
                    decide(self.store(), start(), vec![Effect::Advance { id, stage }]).await;
                }
            }
            Step::Claim(most) => self.claim(most).await,
            Step::Accept(row) => {
                if let Some(id) = self.hand_back(row) {
                    let sid = self.sid();
                    self.store().accepted(id, &sid, start()).await.unwrap();
                }
            }
            Step::TryAgain(row) => {
                if let Some(id) = self.hand_back(row) {
                    self.not_there(id).await;
                }
            }
            Step::Lose(row) => {
                if let Some(id) = self.hand_back(row) {
                    self.store().answer_lost(id, start()).await.unwrap();
                }
            }
            Step::Report(row, stage) => {
                let under_way = [Stage::Sending, Stage::Unsettled];
                if let Some(id) = self.pick(row, &under_way) {
                    let sid = self.sid();
                    let stage = *stage.get(&[Stage::Accepted, Stage::Sent, Stage::Undelivered]);
                    self.store().report(id, &sid, stage).await.unwrap();
                }
            }
            Step::Settle(row, there) => {
                let lost = self.store().unsettled(later(600)).await.unwrap();
                if lost.is_empty() {
                    return;
                }
                let id = row.get(&lost).id;
                if there {
                    let sid = self.sid();
                    assert!(self.store().accepted(id, &sid, start()).await.unwrap());
                } else {
                    self.not_there(id).await;
                }
            }
            Step::Crash => {
                self.hand.clear();
                drop(self.store.take());
                self.store = Some(open(&self.dir));
            }
        }
    }
}

async fn walk(steps: Vec<Step>) {
    let (dir, store) = fresh();
    let mut world = World {
        dir,
        store: Some(store),
        hand: Vec::new(),
        sent: HashSet::new(),
        sids: 0,
    };
    for step in steps {
        world.take(step).await;
        turns_are_right(&see(&world.dir));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn nothing_is_sent_twice_or_out_of_order(steps in prop::collection::vec(a_step(), 10..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(walk(steps));
    }
}
