// One call over the raw dialect (docs/media-sockets.md): microphone out, answer in.

import { NoSound, RATE, Sound, Trouble } from "../sound/sound.js";

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
  ...Trouble,
});

export class Call {
  /**
   * `on` holds ready(), caption(speaker, text), level(peak), microphoneLost(), end(ending);
   * `address` is that of the socket.
   */
  constructor(on, address = "/media/raw") {
    this.on = on;
    this.address = address;
    this.ended = false;
    this.answered = false;
  }

  async start() {
    this.sound = new Sound({
      sound: (sound, peak) => this.sendSound(sound, peak),
      played: (mark) => this.tellPlayed(mark),
      microphoneLost: () => this.on.microphoneLost(),
    });
    try {
      await this.sound.open();
    } catch (error) {
      return this.end(error instanceof NoSound ? error.trouble : Ending.UNSUPPORTED);
    }
    if (!this.ended) this.connect(); // else hung up while the browser asked for permission
  }

  connect() {
    const url = new URL(this.address, window.location.href);
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
      this.sound.play(data);
      return;
    }
    const message = JSON.parse(data);
    const heard = {
      ready: () => this.answer(),
      mark: () => this.sound.mark(message.name),
      clear: () => this.sound.clear(),
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
    if (mark === LAST_WORDS) this.sound.close();
    if (this.ended) return;
    // What has left the queue still has to go through the sound card.
    setTimeout(() => this.say({ event: "mark", name: mark }), this.sound.delay);
  }

  sendSound(sound, peak) {
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
    this.sound?.mute(muted);
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
    this.socket?.close();
    if (lastWords && this.sound?.playback) {
      this.sound.closeMicrophone();
      this.sound.mark(LAST_WORDS);
      setTimeout(() => this.sound.close(), LAST_WORDS_MS);
    } else {
      this.sound?.close();
    }
  }
}
