// Ringing, ringback, the beep and the keys' tones, made by oscillators: no sound file is needed.

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
let context = null;
let playing = false;
let timer = 0;
let ringing = null;

/** Makes sound possible; only works inside a click or key press. */
export function wake() {
  if (!context && window.AudioContext) context = new AudioContext();
  if (context?.state === "suspended") context.resume().then(restart);
}

/** Rings (`ring`), or lets the caller hear it ring (`back`), until told otherwise. */
export function loop(kind) {
  if (kind === playing) return;
  playing = kind;
  restart();
}

/** A text has come. */
export function text() {
  tone([1568], [[0, 0.07]], 0.04);
  tone([2093], [[0.1, 0.12]], 0.04);
}

/** The tone before a recording. */
export function beep() {
  tone([1000], [[0, 0.5]], 0.08);
}

/** A key's two tones. */
export function key(pressed) {
  const at = "123456789*0#".indexOf(pressed);
  tone([ROWS[Math.floor(at / 3)], COLUMNS[at % 3]], [[0, 0.16]], 0.05);
}

function restart() {
  clearInterval(timer);
  ringing?.disconnect();
  if (!playing || !context) return;
  burst();
  timer = setInterval(burst, 3000);
}

// The British cadence, in seconds: two bursts, then silence.
function burst() {
  const bursts = [[0, 0.4], [0.6, 0.4]];
  ringing = playing === "ring" ? tone([523, 659, 784], bursts, 0.05) : tone([400, 450], bursts, 0.03);
}

function tone(frequencies, bursts, loud) {
  if (context?.state !== "running") return null;
  const gain = context.createGain();
  const now = context.currentTime + 0.01;
  gain.gain.value = 0;
  gain.connect(context.destination);
  for (const [start, length] of bursts) {
    gain.gain.setTargetAtTime(loud, now + start, 0.008);
    gain.gain.setTargetAtTime(0, now + start + length, 0.015);
  }
  for (const frequency of frequencies) {
    const one = context.createOscillator();
    one.frequency.value = frequency;
    one.connect(gain);
    one.start(now);
    one.stop(now + 1.3);
  }
  return gain;
}
