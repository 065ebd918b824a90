//! What the addresses of a call that Nightbell places have in common: `<placed>/<clinician>.<phone>/<purpose…>`.

use std::fmt::{Result, Write};

use super::parts::{Parts, read_target, write_target};
use crate::domain::event::{Purpose, Target};
use crate::domain::names::PlacedId;

pub fn write(url: &mut String, placed: PlacedId, to: &Target, purpose: &Purpose) -> Result {
    write!(url, "{placed}/")?;
    write_target(url, to)?;
    url.push('/');
    write_purpose(url, purpose)
}

/// A call that was placed for an urgent text goes on as one that connects: the purpose tells their steps apart.
pub fn write_purpose(url: &mut String, purpose: &Purpose) -> Result {
    match purpose {
        Purpose::ChoosePin => write!(url, "pin"),
        Purpose::ConfirmPhone => write!(url, "phone"),
        Purpose::Connect { patient, phone } => write!(url, "connect/{patient}.{phone}"),
        Purpose::UrgentText { text } => write!(url, "urgent/{text}"),
    }
}

pub fn read(parts: &mut Parts<'_>) -> Option<(PlacedId, Target, Purpose)> {
    let placed = parts.next()?.parse().ok()?;
    let to = read_target(parts.next()?)?;
    let purpose = match parts.next()? {
        "pin" => Purpose::ChoosePin,
        "phone" => Purpose::ConfirmPhone,
        "connect" => {
            let (patient, phone) = parts.next()?.split_once('.')?;
            Purpose::Connect {
                patient: patient.parse().ok()?,
                phone: phone.parse().ok()?,
            }
        }
        "urgent" => Purpose::UrgentText {
            text: parts.next()?.parse().ok()?,
        },
        _ => return None,
    };
    Some((placed, to, purpose))
}
