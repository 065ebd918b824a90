// Starts the page: each part follows the feed, `doing` first: others read it.

import { start, retry, on } from "./feed.js";
import * as doing from "./doing.js";
import * as clock from "./clock.js";
import * as conditions from "./conditions.js";
import * as parts from "./parts.js";
import * as phones from "./phones.js";
import * as sound from "./sound.js";
import * as masking from "./masking.js";
import * as happened from "./happened.js";
import * as faults from "./faults.js";

for (const part of [doing, clock, conditions, parts, phones, sound, masking, happened, faults]) part.begin();
start().catch(retry);
// After the first picture: nobody edits before having seen something.
on("snapshot", () => import("./editor.js").then((editor) => editor.begin()), { once: true });
