//! Twilio's side of the wire: signatures, inbound parameters, TwiML.
