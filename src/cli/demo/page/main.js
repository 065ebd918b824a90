// Starts the page: each part draws itself once and follows the feed.

import { start } from "./feed.js";
import * as clock from "./clock.js";
import * as conditions from "./conditions.js";
import * as phones from "./phones.js";
import * as sound from "./sound.js";
import * as masking from "./masking.js";
import * as happened from "./happened.js";
import * as editor from "./editor.js";
import * as faults from "./faults.js";

for (const part of [clock, conditions, phones, sound, masking, happened, editor, faults]) part.begin();
await start();
