// Pieces of stories that many tests share.

/** The clinician's phone rings, is answered, and the two talk. */
export async function conversation(caller, clinician, names) {
  await clinician.rings();
  await clinician.answers();
  await clinician.hears(/Press 1/);
  await clinician.presses("1");
  await caller.talksWith(names.with);
  await clinician.talksWith(names.from);
}

/** The caller hears a menu and asks for the voicemail: up to the beep. */
export async function asksForVoicemail(caller, clock) {
  await clock.skipsUntil(() => caller.hasHeard(/press 2/));
  await caller.presses("2");
  await clock.skipsUntil(() => caller.hasHeardTheBeep());
}
