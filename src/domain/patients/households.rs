//! Which rows are one household: those that share a phone and a clinician, directly or through others.

use std::collections::HashMap;

use super::Grant;
use crate::domain::names::ClinicianId;
use crate::domain::phone::E164;

/// For each row the first row that it shares a phone and a clinician with, directly or through others.
pub fn households(grants: &[Grant], by_phone: &[(E164, u32)]) -> Vec<u32> {
    let mut root: Vec<u32> = (0u32..).take(grants.len()).collect();
    for rows in by_phone.chunk_by(|(a, _), (b, _)| a == b) {
        let mut first: HashMap<&ClinicianId, u32> = HashMap::new();
        for (_, row) in rows {
            let Some(grant) = grants.get(*row as usize) else {
                continue;
            };
            let first = *first.entry(&grant.clinician).or_insert(*row);
            join(&mut root, first, *row);
        }
    }
    (0u32..)
        .take(grants.len())
        .map(|row| find(&mut root, row))
        .collect()
}

fn find(root: &mut [u32], row: u32) -> u32 {
    let mut at = row;
    while let Some(up) = root.get(at as usize).copied() {
        if up == at {
            break;
        }
        // Halving the path keeps the chains short.
        let above = root.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = root.get_mut(at as usize) {
            *slot = above;
        }
        at = above;
    }
    at
}

fn join(root: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(root, a), find(root, b));
    let (low, high) = (a.min(b), a.max(b));
    if let Some(slot) = root.get_mut(high as usize) {
        *slot = low;
    }
}
