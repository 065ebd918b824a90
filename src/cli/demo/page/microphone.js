// The visitor's own voice, as a telephone carries it: 8,000 samples a second, 16 bit, one channel, made in this browser.

const RATE = 8000;

/** Whether this browser can be asked for a microphone at all. */
export function canListen() {
  return Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
}

/** Asks for the microphone and begins; fails where there is none or it is refused. `stop()` gives the WAV file in base64. */
export async function listen() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
  const pieces = [];
  const recorder = new MediaRecorder(stream);
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const over = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start(1000);
  const end = async () => {
    if (recorder.state !== "inactive") recorder.stop();
    await over;
    // The browser shows that somebody listens until every track has ended.
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    abandon: end,
    async stop() {
      await end();
      return base64(wav(await samples(new Blob(pieces, { type: recorder.mimeType }))));
    },
  };
}

// The browser decodes what it has recorded and brings it to the telephone's rate.
async function samples(blob) {
  const reader = new OfflineAudioContext(1, 1, RATE);
  const heard = await reader.decodeAudioData(await blob.arrayBuffer());
  const made = new OfflineAudioContext(1, Math.max(1, Math.ceil(heard.duration * RATE)), RATE);
  const source = made.createBufferSource();
  source.buffer = heard;
  source.connect(made.destination);
  source.start();
  const { length } = heard;
  if (length === 0) return new Float32Array(0);
  return (await made.startRendering()).getChannelData(0);
}

/** A WAV file of these samples, from -1 to 1. */
export function wav(samples) {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at, words) => [...words].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => view.setInt16(44 + index * 2, Math.max(-1, Math.min(1, sample)) * 0x7fff, true));
  return new Uint8Array(view.buffer);
}

function base64(bytes) {
  let text = "";
  // Spread all at once, a long message has more arguments than a call may have.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
