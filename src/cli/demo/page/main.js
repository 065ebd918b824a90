// Starts the page: each part follows the feed, `doing` first: others read it.

import { start, retry, on } from "./feed.js";
import * as doing from "./doing.js";
import * as clock from "./clock.js";
import * as conditions from "./conditions.js";
import * as parts from "./parts.js";
import * as phones from "./phones.js";
import * as sound from "./sound.js";
import * as faults from "./faults.js";

for (const part of [doing, clock, conditions, parts, phones, sound, faults]) part.begin();
start().catch(retry);
// After the first picture: nobody reads or edits before having seen something.
const later = () => [import("./texting.js"), import("./masking.js"), import("./happened.js"), import("./editor.js")].forEach((part) => part.then(({ begin }) => begin()));
on("snapshot", later, { once: true });
