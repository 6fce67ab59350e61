// Plays what is queued, in order, at the rate of its context, and tells of each mark when all
// sound before it has been played. Messages in: {sound}, {mark}, {clear}; out: {played}.

// Sound after a silence waits until 40 ms of it are there (or 40 ms have gone by), so that an
// uneven network does not tear the first word.
const LEAD_SECONDS = 0.04;

class Playback extends AudioWorkletProcessor {
  constructor() {
    super();
    this.lead = LEAD_SECONDS * sampleRate;
    this.reset();
    this.port.onmessage = ({ data }) => this.take(data);
  }

  reset() {
    this.queue = [];
    this.queued = 0; // samples
    this.at = 0; // samples of the first in the queue that were played
    this.running = false;
    this.held = 0;
  }

  take(message) {
    if (message.clear) {
      this.reset();
    } else if (message.sound) {
      const sound = new Int16Array(message.sound);
      this.queue.push({ sound });
      this.queued += sound.length;
    } else {
      this.queue.push({ mark: message.mark });
    }
  }

  process(_inputs, outputs) {
    const output = outputs[0][0];
    this.tellMarks();
    if (!this.ready(output.length)) return true;
    let filled = 0;
    while (filled < output.length && this.queued > 0) {
      filled = this.copy(output, filled);
      this.tellMarks();
    }
    this.running = this.queued > 0;
    return true;
  }

  ready(length) {
    if (this.running || this.queued === 0) return this.running;
    this.held += length;
    if (this.queued < this.lead && this.held < this.lead) return false;
    this.held = 0;
    this.running = true;
    return true;
  }

  copy(output, from) {
    const { sound } = this.queue[0];
    const count = Math.min(output.length - from, sound.length - this.at);
    for (let i = 0; i < count; i += 1) output[from + i] = sound[this.at + i] / 32768;
    this.at += count;
    this.queued -= count;
    if (this.at === sound.length) {
      this.queue.shift();
      this.at = 0;
    }
    return from + count;
  }

  tellMarks() {
    while (this.queue.length > 0 && "mark" in this.queue[0]) {
      this.port.postMessage({ played: this.queue.shift().mark });
    }
  }
}

registerProcessor("playback", Playback);
