//! When a clinician takes calls: an opening_hours expression in the practice's time zone.
