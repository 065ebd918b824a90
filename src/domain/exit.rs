//! The one function at the exit: nothing goes out to a patient that it has not seen.

use super::decision::Recipient;
use super::guard::Guard;

/// Whether these words may go to this recipient. A clinician may read any number; to everybody else nothing goes that
/// holds a clinician's, in any usual spelling. It fails closed: what cannot be searched does not go.
pub fn may_go(guard: &Guard, to: &Recipient, body: &str) -> bool {
    match to {
        Recipient::Clinician(_) | Recipient::ClinicianPhone(_) => true,
        Recipient::Number(_) => !guard.finds(body),
    }
}
