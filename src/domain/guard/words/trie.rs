//! A tree of letters: the words that begin at a place are found in as many steps as the longest of them has letters.

use super::{JOINT, Meaning};
use crate::domain::guard::fold::{BREAK, Sign};

/// Twenty-six letters and the joint.
const BRANCHES: usize = 27;

pub struct Trie {
    nodes: Vec<Node>,
}

#[derive(Clone, Default)]
struct Node {
    /// Where each branch leads; 0, the root, is nowhere.
    next: [u16; BRANCHES],
    meaning: Option<Meaning>,
}

impl Trie {
    pub fn new() -> Self {
        Trie {
            nodes: vec![Node::default()],
        }
    }

    pub fn insert(&mut self, word: &str, meaning: Meaning) {
        let mut at = 0;
        for byte in word.bytes() {
            let Some(branch) = branch(byte) else { return };
            at = self.step_or_grow(at, branch);
        }
        if let Some(node) = self.nodes.get_mut(usize::from(at)) {
            node.meaning = Some(meaning);
        }
    }

    /// Every word that begins at the place, with the place after it.
    pub fn matches(&self, signs: &[Sign], at: usize, found: &mut Vec<(usize, Meaning)>) {
        self.walk(0, signs, at, found);
    }

    /// Goes on from a node. The depth of the calls is the number of joints in an entry.
    fn walk(
        &self,
        mut node: u16,
        signs: &[Sign],
        mut at: usize,
        found: &mut Vec<(usize, Meaning)>,
    ) {
        loop {
            found.extend(self.meaning(node).map(|meaning| (at, meaning)));
            if let Some(joined) = branch(JOINT).and_then(|joint| self.step(node, joint)) {
                self.walk(joined, signs, at, found);
                if signs.get(at) == Some(&BREAK) {
                    self.walk(joined, signs, at + 1, found);
                }
            }
            let Some(next) = signs.get(at).and_then(|sign| self.letter(node, *sign)) else {
                return;
            };
            node = next;
            at += 1;
        }
    }

    fn meaning(&self, node: u16) -> Option<Meaning> {
        self.nodes.get(usize::from(node))?.meaning
    }

    fn letter(&self, node: u16, sign: Sign) -> Option<u16> {
        let letter = Some(sign).filter(u8::is_ascii_lowercase)?;
        self.step(node, branch(letter)?)
    }

    fn step(&self, node: u16, branch: usize) -> Option<u16> {
        let next = *self.nodes.get(usize::from(node))?.next.get(branch)?;
        (next != 0).then_some(next)
    }

    fn step_or_grow(&mut self, node: u16, branch: usize) -> u16 {
        if let Some(next) = self.step(node, branch) {
            return next;
        }
        let new = u16::try_from(self.nodes.len()).unwrap_or(0);
        self.nodes.push(Node::default());
        let slot = self.nodes.get_mut(usize::from(node));
        if let Some(slot) = slot.and_then(|node| node.next.get_mut(branch)) {
            *slot = new;
        }
        new
    }
}

fn branch(byte: u8) -> Option<usize> {
    match byte {
        b'a'..=b'z' => Some(usize::from(byte - b'a')),
        JOINT => Some(BRANCHES - 1),
        _ => None,
    }
}
