// A microphone and a loudspeaker, both as 16-bit PCM at 16 kHz in parts of 20 ms.

export const RATE = 16000;
// A browser that lets nothing be heard before somebody presses something does not say so.
const RESUME_MS = 1000;

/** Why there is no sound; a page has words for each. */
export const Trouble = Object.freeze({
  NO_MICROPHONE: "no-microphone",
  REFUSED: "refused",
  MICROPHONE_FAILED: "microphone-failed",
  INSECURE: "insecure",
  UNSUPPORTED: "unsupported",
});

const MICROPHONE_ERRORS = {
  NotFoundError: Trouble.NO_MICROPHONE,
  OverconstrainedError: Trouble.NO_MICROPHONE,
  NotAllowedError: Trouble.REFUSED,
  SecurityError: Trouble.REFUSED,
};

export class NoSound extends Error {
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

export class Sound {
  /** `on` holds sound(buffer, peak), played(mark) and microphoneLost(). */
  constructor(on) {
    this.on = on;
    this.closed = false;
  }

  /** To be called in a click: later the browser may keep it silent. Throws NoSound. */
  async open() {
    if (!window.isSecureContext) throw new NoSound(Trouble.INSECURE);
    if (!navigator.mediaDevices || !window.AudioWorkletNode) throw new NoSound(Trouble.UNSUPPORTED);
    // Two contexts, because not every browser converts a microphone to the rate of its context.
    this.ear = new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
    this.mouth = new AudioContext({ latencyHint: "interactive" });
    try {
      this.stream = await openMicrophone();
    } catch (error) {
      throw new NoSound(MICROPHONE_ERRORS[error.name] ?? Trouble.MICROPHONE_FAILED);
    }
    if (this.closed) return this.close(); // not wanted any more while the browser asked
    try {
      await this.prepare();
    } catch {
      throw new NoSound(Trouble.UNSUPPORTED);
    }
  }

  async prepare() {
    await Promise.all([
      this.ear.audioWorklet.addModule(new URL("playback-worklet.js", import.meta.url)),
      this.mouth.audioWorklet.addModule(new URL("capture-worklet.js", import.meta.url)),
    ]);
    if (this.closed) return;
    this.playback = new AudioWorkletNode(this.ear, "playback", { outputChannelCount: [1] });
    this.playback.connect(this.ear.destination);
    this.playback.port.onmessage = ({ data }) => this.on.played?.(data.played);
    const capture = new AudioWorkletNode(this.mouth, "capture");
    capture.port.onmessage = ({ data }) => this.on.sound(data.sound, data.peak);
    this.mouth.createMediaStreamSource(this.stream).connect(capture);
    capture.connect(this.mouth.destination); // silent; some browsers only run what is connected
    this.stream.getAudioTracks()[0].onended = () => this.on.microphoneLost();
    await Promise.race([Promise.all([this.ear.resume(), this.mouth.resume()]), passes(RESUME_MS)]);
  }

  /** The browser lets nothing be heard before somebody presses something. */
  get silent() {
    return this.ear?.state !== "running" || this.mouth?.state !== "running";
  }

  /** What still lies between the queue and the ear, in ms. */
  get delay() {
    return (this.ear?.outputLatency || this.ear?.baseLatency || 0) * 1000;
  }

  play(sound) {
    this.playback?.port.postMessage({ sound }, [sound]);
  }

  mark(name) {
    this.playback?.port.postMessage({ mark: name });
  }

  clear() {
    this.playback?.port.postMessage({ clear: true });
  }

  mute(muted) {
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  closeMicrophone() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    closeContext(this.mouth);
  }

  close() {
    this.closed = true;
    this.closeMicrophone();
    closeContext(this.ear);
  }
}

function openMicrophone() {
  const wishes = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, ...wishes } });
}

function passes(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function closeContext(context) {
  if (context && context.state !== "closed") context.close();
}
