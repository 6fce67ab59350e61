// One call over the raw dialect (docs/media-sockets.md): microphone out, answer in.

const RATE = 16000;
// More than two seconds of sound that the network does not take is not worth sending any more.
const MAX_UNSENT_BYTES = 2 * RATE * 2;
const TRY_AGAIN_LATER = 1013;
// A mark of our own, behind what is still queued when the desk hangs up.
const LAST_WORDS = null;
const LAST_WORDS_MS = 10000;

/** Why a call ended; the page has words for each. */
export const Ending = Object.freeze({
  VISITOR: "visitor",
  DESK: "desk",
  BUSY: "busy",
  LOST: "lost",
  UNREACHABLE: "unreachable",
  NO_MICROPHONE: "no-microphone",
  REFUSED: "refused",
  MICROPHONE_FAILED: "microphone-failed",
  INSECURE: "insecure",
  UNSUPPORTED: "unsupported",
});

const MICROPHONE_ERRORS = {
  NotFoundError: Ending.NO_MICROPHONE,
  OverconstrainedError: Ending.NO_MICROPHONE,
  NotAllowedError: Ending.REFUSED,
  SecurityError: Ending.REFUSED,
};

export class Call {
  /** `on` holds ready(), caption(speaker, text), level(peak), microphoneLost(), end(ending). */
  constructor(on) {
    this.on = on;
    this.ended = false;
    this.answered = false;
  }

  async start() {
    if (!window.isSecureContext) return this.end(Ending.INSECURE);
    if (!navigator.mediaDevices || !window.AudioWorkletNode) return this.end(Ending.UNSUPPORTED);
    // Both contexts are made in the click itself: later the browser may keep them silent.
    // Two, because not every browser converts a microphone to the rate of its context.
    this.ear = new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
    this.mouth = new AudioContext({ latencyHint: "interactive" });
    try {
      this.stream = await this.openMicrophone();
    } catch (error) {
      return this.end(MICROPHONE_ERRORS[error.name] ?? Ending.MICROPHONE_FAILED);
    }
    if (this.ended) return this.release(); // hung up while the browser asked for permission
    try {
      await this.prepareSound();
    } catch {
      return this.end(Ending.UNSUPPORTED);
    }
    if (!this.ended) this.connect();
  }

  openMicrophone() {
    const wishes = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    return navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, ...wishes } });
  }

  async prepareSound() {
    await Promise.all([
      this.ear.audioWorklet.addModule(new URL("playback-worklet.js", import.meta.url)),
      this.mouth.audioWorklet.addModule(new URL("capture-worklet.js", import.meta.url)),
    ]);
    if (this.ended) return;
    this.playback = new AudioWorkletNode(this.ear, "playback", { outputChannelCount: [1] });
    this.playback.connect(this.ear.destination);
    this.playback.port.onmessage = ({ data }) => this.tellPlayed(data.played);
    const capture = new AudioWorkletNode(this.mouth, "capture");
    capture.port.onmessage = ({ data }) => this.sendSound(data);
    this.mouth.createMediaStreamSource(this.stream).connect(capture);
    capture.connect(this.mouth.destination); // silent; some browsers only run what is connected
    this.stream.getAudioTracks()[0].onended = () => this.on.microphoneLost();
    await Promise.all([this.ear.resume(), this.mouth.resume()]);
  }

  connect() {
    const url = new URL("/media/raw", window.location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new WebSocket(url);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.say({ event: "start", rate: RATE, captions: true });
    this.socket.onmessage = ({ data }) => this.hear(data);
    this.socket.onclose = ({ code }) => this.end(this.endingOf(code));
  }

  endingOf(code) {
    if (code === TRY_AGAIN_LATER) return Ending.BUSY;
    return this.answered ? Ending.LOST : Ending.UNREACHABLE;
  }

  hear(data) {
    if (this.ended) return;
    if (data instanceof ArrayBuffer) {
      this.playback.port.postMessage({ sound: data }, [data]);
      return;
    }
    const message = JSON.parse(data);
    const heard = {
      ready: () => this.answer(),
      mark: () => this.playback.port.postMessage({ mark: message.name }),
      clear: () => this.playback.port.postMessage({ clear: true }),
      caption: () => this.on.caption(message.speaker, message.text),
      error: () => console.warn("De centrale begreep een bericht niet:", message.kind),
      stop: () => this.end(Ending.DESK),
    };
    heard[message.event]?.();
  }

  answer() {
    this.answered = true;
    this.on.ready();
  }

  tellPlayed(mark) {
    if (mark === LAST_WORDS) closeContext(this.ear);
    if (this.ended) return;
    // What has left the queue still has to go through the sound card.
    const delay = (this.ear.outputLatency || this.ear.baseLatency || 0) * 1000;
    setTimeout(() => this.say({ event: "mark", name: mark }), delay);
  }

  sendSound({ sound, peak }) {
    if (!this.answered || this.ended) return;
    this.on.level(peak);
    // The socket closes before it tells so; the microphone goes on meanwhile.
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount < MAX_UNSENT_BYTES) this.socket.send(sound);
  }

  press(digit) {
    this.say({ event: "key", digit });
  }

  mute(muted) {
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  hangUp() {
    this.say({ event: "stop" });
    this.end(Ending.VISITOR);
  }

  say(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  end(ending) {
    if (this.ended) return;
    this.ended = true;
    this.release(ending === Ending.DESK);
    this.on.end(ending);
  }

  /** Let go of everything; with `lastWords` only after what is queued was heard. */
  release(lastWords = false) {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.socket?.close();
    closeContext(this.mouth);
    if (lastWords && this.playback) {
      this.playback.port.postMessage({ mark: LAST_WORDS });
      setTimeout(() => closeContext(this.ear), LAST_WORDS_MS);
    } else {
      closeContext(this.ear);
    }
  }
}

function closeContext(context) {
  if (context && context.state !== "closed") context.close();
}
