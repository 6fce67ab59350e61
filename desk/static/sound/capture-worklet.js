// The microphone at the rate of the device, given out as 16-bit PCM at 16 kHz in parts of 20 ms.
// A windowed sinc with 16 zero crossings to each side, as in audio/resample.py.

const OUT_RATE = 16000;
const PART = OUT_RATE / 50;
const CROSSINGS = 16;
const CUTOFF = 0.455; // of the lower rate
const PHASES = 256;

function filters(lower) {
  const half = Math.ceil(CROSSINGS / lower);
  const rows = [];
  for (let phase = 0; phase < PHASES; phase += 1) {
    const row = new Float32Array(2 * half);
    let sum = 0;
    for (let tap = 0; tap < 2 * half; tap += 1) {
      const distance = half - 1 - tap + phase / PHASES;
      const x = 2 * CUTOFF * lower * distance * Math.PI;
      const hann = 0.5 + 0.5 * Math.cos((Math.PI * distance) / half);
      row[tap] = (x === 0 ? 1 : Math.sin(x) / x) * hann;
      sum += row[tap];
    }
    rows.push(row.map((value) => value / sum));
  }
  return rows;
}

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / OUT_RATE;
    this.filters = filters(Math.min(1, OUT_RATE / sampleRate));
    this.past = new Float32Array(this.filters[0].length - 1);
    this.next = 0; // place of the next output after the first new sample
    this.part = new Int16Array(PART);
    this.filled = 0;
    this.peak = 0;
  }

  process(inputs) {
    const input = inputs[0][0];
    if (!input) return true;
    const sound = new Float32Array(this.past.length + input.length);
    sound.set(this.past);
    sound.set(input, this.past.length);
    for (; this.next < input.length; this.next += this.step) this.emit(sound, this.next);
    this.next -= input.length;
    this.past = sound.slice(input.length);
    return true;
  }

  emit(sound, place) {
    const base = Math.floor(place);
    const filter = this.filters[Math.floor((place - base) * PHASES)];
    let value = 0;
    for (let tap = 0; tap < filter.length; tap += 1) value += sound[base + tap] * filter[tap];
    value = Math.max(-1, Math.min(1, value));
    this.peak = Math.max(this.peak, Math.abs(value));
    this.part[this.filled] = Math.round(value * 32767);
    this.filled += 1;
    if (this.filled === PART) this.send();
  }

  send() {
    const { buffer } = this.part;
    this.port.postMessage({ sound: buffer, peak: this.peak }, [buffer]);
    this.part = new Int16Array(PART);
    this.filled = 0;
    this.peak = 0;
  }
}

registerProcessor("capture", Capture);
