// Ringing, ringback, the beep and the keys' tones, made by the browser's own oscillators: no sound file is needed.

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const PAD = "123456789*0#";
/** British cadence, in seconds: two bursts, then silence. */
const BURSTS = [[0, 0.4], [0.6, 0.4]];
const PERIOD = 3;
const LOOPS = { ring: [[740, 880], 0.07, 22], ringback: [[400, 450], 0.035, 0] };

let context = null;
let playing = null;
let timer = 0;
let sounding = [];

/** Makes sound possible; only works inside a click or key press. */
export function wake() {
  const Context = window.AudioContext ?? window.webkitAudioContext;
  if (!Context) return;
  context ??= new Context();
  if (context.state === "suspended") context.resume().then(restart, () => {});
}

/** Rings, or lets the caller hear it ring, until told otherwise: `ring`, `ringback` or `null`. */
export function loop(kind) {
  if (kind === playing) return;
  playing = kind;
  restart();
}

/** The tone before a recording. */
export function beep() {
  tone([1000], 0, 0.5, 0.08);
}

/** A key's two tones. */
export function key(pressed) {
  const at = PAD.indexOf(pressed);
  if (at >= 0) tone([ROWS[Math.floor(at / 3)], COLUMNS[at % 3]], 0, 0.16, 0.05);
}

function restart() {
  clearInterval(timer);
  for (const one of sounding) one.stop();
  sounding = [];
  if (!playing || !context) return;
  burst();
  timer = setInterval(burst, PERIOD * 1000);
}

function burst() {
  const [frequencies, loud, warble] = LOOPS[playing];
  sounding = BURSTS.flatMap(([start, length]) => tone(frequencies, start, length, loud, warble));
}

function tone(frequencies, start, length, loud, warble = 0) {
  if (!context || context.state !== "running") return [];
  const from = context.currentTime + start;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(loud, from + 0.015);
  gain.gain.setValueAtTime(loud, from + length - 0.03);
  gain.gain.linearRampToValueAtTime(0, from + length);
  gain.connect(context.destination);
  if (warble) tremble(gain, warble, from, length, loud);
  return frequencies.map((frequency) => oscillator(frequency, gain, from, length));
}

function tremble(gain, warble, from, length, loud) {
  const depth = context.createGain();
  depth.gain.value = loud / 2;
  depth.connect(gain.gain);
  oscillator(warble, depth, from, length);
}

function oscillator(frequency, into, from, length) {
  const one = context.createOscillator();
  one.frequency.value = frequency;
  one.connect(into);
  one.start(from);
  one.stop(from + length);
  return one;
}
