//! Which patients a search finds, as one bit for each: sets of a hundred thousand meet in a few microseconds.

/// A set of ranks: places in the list sorted by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    blocks: Vec<u64>,
}

const WIDTH: usize = 64;

impl Set {
    /// With none of so many ranks.
    pub fn none(ranks: usize) -> Self {
        Set {
            blocks: vec![0; ranks.div_ceil(WIDTH)],
        }
    }

    /// With every one of so many ranks.
    pub fn all(ranks: usize) -> Self {
        let mut set = Set {
            blocks: vec![u64::MAX; ranks.div_ceil(WIDTH)],
        };
        let over = set.blocks.len() * WIDTH - ranks;
        if let Some(last) = set.blocks.last_mut() {
            *last >>= over;
        }
        set
    }

    /// With these of so many ranks.
    pub fn of(ranks: usize, members: impl Iterator<Item = u32>) -> Self {
        let mut set = Set::none(ranks);
        members.for_each(|rank| set.add(rank));
        set
    }

    /// Takes a rank in.
    pub fn add(&mut self, rank: u32) {
        let rank = rank as usize;
        if let Some(block) = self.blocks.get_mut(rank / WIDTH) {
            *block |= 1 << (rank % WIDTH);
        }
    }

    /// Keeps what is in the other as well.
    pub fn meet(&mut self, other: &Set) {
        for (block, other) in self.blocks.iter_mut().zip(&other.blocks) {
            *block &= other;
        }
    }

    /// Keeps what is not in the other.
    pub fn without(&mut self, other: &Set) {
        for (block, other) in self.blocks.iter_mut().zip(&other.blocks) {
            *block &= !other;
        }
    }

    /// Takes in what is in the other.
    pub fn join(&mut self, other: &Set) {
        for (block, other) in self.blocks.iter_mut().zip(&other.blocks) {
            *block |= other;
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        ones(self.blocks.iter().copied())
    }

    /// How many there are before this rank.
    pub fn before(&self, rank: u32) -> usize {
        let rank = rank as usize;
        let whole = self.blocks.iter().take(rank / WIDTH).copied();
        let part = self.blocks.get(rank / WIDTH).copied().unwrap_or(0);
        let below = part & ((1u64 << (rank % WIDTH)) - 1);
        ones(whole) + below.count_ones() as usize
    }

    /// The members from this rank on, in order.
    pub fn from(&self, rank: u32) -> impl Iterator<Item = u32> {
        let first = rank as usize / WIDTH;
        let blocks = self.blocks.iter().copied().enumerate().skip(first);
        blocks.flat_map(move |(place, block)| {
            let hidden = match place == first {
                true => (1u64 << (rank as usize % WIDTH)) - 1,
                false => 0,
            };
            ones_of(block & !hidden, place)
        })
    }

    /// The last members before this rank, so many at most, in order.
    pub fn last_before(&self, rank: u32, most: usize) -> Vec<u32> {
        let last = rank as usize / WIDTH;
        let mut found = Vec::with_capacity(most);
        for place in (0..=last).rev() {
            let Some(mut block) = self.blocks.get(place).copied() else {
                continue;
            };
            if place == last {
                block &= (1u64 << (rank as usize % WIDTH)) - 1;
            }
            let mut here: Vec<u32> = ones_of(block, place).collect();
            here.reverse();
            found.extend(here);
            if found.len() >= most {
                break;
            }
        }
        found.truncate(most);
        found.reverse();
        found
    }
}

fn ones(blocks: impl Iterator<Item = u64>) -> usize {
    blocks.map(|block| block.count_ones() as usize).sum()
}

fn ones_of(block: u64, place: usize) -> impl Iterator<Item = u32> {
    let base = u32::try_from(place * WIDTH).unwrap_or(u32::MAX);
    let mut rest = block;
    std::iter::from_fn(move || {
        let bit = rest.trailing_zeros();
        rest &= rest.checked_sub(1)?;
        Some(base.saturating_add(bit))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    use super::*;

    proptest! {
        #[test]
        fn a_set_of_bits_is_a_set(
            ranks in 1usize..300,
            one in prop::collection::btree_set(0u32..300, 0..60),
            other in prop::collection::btree_set(0u32..300, 0..60),
            at in 0u32..300,
            most in 0usize..20,
        ) {
            let keep = |set: BTreeSet<u32>| -> BTreeSet<u32> { set.into_iter().filter(|rank| (*rank as usize) < ranks).collect() };
            let (one, other) = (keep(one), keep(other));
            let set = |members: &BTreeSet<u32>| Set::of(ranks, members.iter().copied());
            let list = |set: &Set| set.from(0).collect::<BTreeSet<u32>>();
            let mut met = set(&one);
            met.meet(&set(&other));
            prop_assert_eq!(list(&met), one.intersection(&other).copied().collect::<BTreeSet<_>>());
            let mut joined = set(&one);
            joined.join(&set(&other));
            prop_assert_eq!(list(&joined), one.union(&other).copied().collect::<BTreeSet<_>>());
            let mut less = set(&one);
            less.without(&set(&other));
            prop_assert_eq!(list(&less), one.difference(&other).copied().collect::<BTreeSet<_>>());
            let bits = set(&one);
            prop_assert_eq!(bits.count(), one.len());
            prop_assert_eq!(bits.before(at), one.range(..at).count());
            prop_assert_eq!(bits.from(at).collect::<Vec<_>>(), one.range(at..).copied().collect::<Vec<_>>());
            let mut last: Vec<u32> = one.range(..at).rev().take(most).copied().collect();
            last.reverse();
            prop_assert_eq!(bits.last_before(at, most), last);
            prop_assert_eq!(Set::all(ranks).count(), ranks);
        }
    }
}
