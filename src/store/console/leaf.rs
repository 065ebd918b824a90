//! One page of a list of which not everything is shown: read batch by batch until it is full, or enough was looked at.

use crate::store::fault::Fault;

/// So many are looked for at once: a full page, and whether there is more.
pub(super) const BATCH: usize = 51;

/// A page, the newest first.
pub(super) struct Leaf<T, P> {
    pub all: Vec<T>,
    /// Where it goes on, if it does.
    pub next: Option<P>,
    /// Whether it ends here because enough was looked at.
    pub is_cut: bool,
}

/// How much there may be of a page.
pub(super) struct Bounds {
    /// So many are shown.
    pub most: usize,
    /// So many are looked at.
    pub looked_at: usize,
}

/// Reads a page that begins behind `behind`. `find` gives the next [`BATCH`] behind a place, `place` where one of them
/// stands, `read` what is shown of it, if it is.
pub(super) fn leaf<F, T, P: Copy>(
    bounds: &Bounds,
    mut behind: Option<P>,
    mut find: impl FnMut(Option<P>) -> Result<Vec<F>, Fault>,
    place: impl Fn(&F) -> P,
    mut read: impl FnMut(F) -> Result<Option<T>, Fault>,
) -> Result<Leaf<T, P>, Fault> {
    let mut leaf = Leaf {
        all: Vec::new(),
        next: None,
        is_cut: false,
    };
    let (mut looked_at, mut last) = (0, None);
    loop {
        let found = find(behind)?;
        let is_last = found.len() < BATCH;
        for one in found {
            if leaf.all.len() == bounds.most {
                leaf.next = last;
                return Ok(leaf);
            }
            let here = place(&one);
            behind = Some(here);
            looked_at += 1;
            if let Some(shown) = read(one)? {
                leaf.all.push(shown);
                last = behind;
            }
        }
        if is_last {
            return Ok(leaf);
        }
        if looked_at >= bounds.looked_at {
            leaf.next = behind;
            leaf.is_cut = true;
            return Ok(leaf);
        }
    }
}
