//! What the files say that no decision depends on: for who edits them.

use std::collections::HashSet;

use crate::domain::names::ClinicianId;
use crate::domain::practice::Shift;

/// What the console shows and edits besides the practice itself.
#[derive(Clone, Default)]
pub struct Written {
    /// The clinicians who give hours of their own; the practice's hours count for the others.
    pub own_hours: HashSet<ClinicianId>,
    /// All rotas in the order of the file; the first says who is on duty.
    pub rotas: Vec<WrittenRota>,
}

/// One `[[rota]]`.
#[derive(Clone)]
pub struct WrittenRota {
    /// Its name; empty where none is written.
    pub name: String,
    /// Its shifts in order: where they overlap the first counts.
    pub shifts: Vec<Shift>,
}
