// The socket of the telephone in the browser: it comes back by itself (docs/desk-phone.md).

import { RATE } from "../sound/sound.js";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
// The house sends something every second: with nothing for so long the network is lost.
const SILENT_MS = 3000;
// More than half a second of sound that the network does not take is not worth sending any more.
const MAX_UNSENT_BYTES = RATE;

export class PhoneSocket {
  /** `on` holds message(fields), sound(buffer) and gone(). */
  constructor(windowName, on) {
    this.windowName = windowName;
    this.on = on;
    this.closed = false;
    this.wait = FIRST_WAIT_MS;
    this.online = () => this.again(0);
    window.addEventListener("online", this.online);
    this.open();
  }

  open() {
    const url = new URL("/balie/telefoon", window.location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.say({ event: "open", window: this.windowName });
    socket.onmessage = ({ data }) => this.socket === socket && this.take(data);
    socket.onclose = () => this.socket === socket && this.lost();
    this.watch();
  }

  take(data) {
    this.wait = FIRST_WAIT_MS;
    this.watch();
    if (data instanceof ArrayBuffer) return this.on.sound(data);
    const message = JSON.parse(data);
    if (message.event !== "alive") this.on.message(message);
  }

  watch() {
    clearTimeout(this.watching);
    this.watching = setTimeout(() => this.lost(), SILENT_MS);
  }

  /** Also when the socket has not noticed it yet. */
  lost() {
    if (this.closed) return;
    clearTimeout(this.watching);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.on.gone();
    this.again(this.wait);
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 2);
  }

  again(wait) {
    if (this.closed || this.socket) return;
    clearTimeout(this.trying);
    this.trying = setTimeout(() => this.open(), wait);
  }

  say(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  sendSound(sound) {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount < MAX_UNSENT_BYTES) this.socket.send(sound);
  }

  close() {
    this.closed = true;
    clearTimeout(this.watching);
    clearTimeout(this.trying);
    window.removeEventListener("online", this.online);
    this.socket?.close();
  }
}
