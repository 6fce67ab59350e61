// The telephone in the browser: what is pressed, heard, shown and announced.

import { NoSound, Sound, Trouble } from "../sound/sound.js";
import { Bell } from "./phone-bell.js";
import { PhoneSocket } from "./phone-socket.js";
import { next, remark, STATES } from "./phone-states.js";

const PROBLEMS = {
  [Trouble.NO_MICROPHONE]: "Wij vinden geen microfoon. Sluit een microfoon aan en zet de telefoon weer aan.",
  [Trouble.REFUSED]: "Deze pagina mag uw microfoon niet gebruiken. Sta dat toe bij het slotje naast het adres.",
  [Trouble.MICROPHONE_FAILED]: "Uw microfoon werkt niet. Misschien gebruikt een ander programma hem.",
  [Trouble.INSECURE]: "Deze pagina heeft geen veilige verbinding. Daarom kunt u hier niet bellen.",
  [Trouble.UNSUPPORTED]: "Deze browser kan niet bellen. Gebruik een nieuwere browser.",
  microphone_lost: "Uw microfoon is weggevallen. Sluit hem weer aan.",
  silent: "Uw browser laat nog niets horen. Druk op een toets.",
};
const KEYS = { KeyO: "accept", KeyW: "decline", KeyM: "mute", KeyH: "hangup" };
const LEVELS = [
  [0.1, "goed te horen"],
  [0.01, "zacht te horen"],
  [0, "niets te horen"],
];
// What makes somebody available; it is drawn anew now and then.
const AVAILABLE = "#ben-available, [data-phone-on]";
// So long it stands there what has just happened; after that only how it is now.
const REMARK_MS = 8000;
const LEVEL_MS = 1000;
const HEARD_NOTHING_MS = 6000;
const NOTHING_HEARD = "Wij horen niets van uw microfoon. Staat hij aan?";

/** The same for a window as long as it is open, whichever page of ours it shows. */
function windowName() {
  const name = sessionStorage.getItem("telefoon-venster") ?? crypto.randomUUID();
  sessionStorage.setItem("telefoon-venster", name);
  return name;
}

class Phone {
  constructor(place) {
    this.place = place;
    this.state = "off";
    this.call = null;
    this.bell = new Bell();
    this.title = document.title;
    this.peak = 0;
    place.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-do]");
      if (button) this.do(button.dataset.do);
    });
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.before(event), { capture: true });
    this.show();
    if (sessionStorage.getItem("telefoon-aan")) this.do("on"); // it was, on the page before
  }

  /** Who becomes available turns the telephone on first, and is available once it is. */
  before(event) {
    if (!event.target.closest?.(AVAILABLE) || this.state !== "off") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.wanted = true;
    this.do("on");
  }

  part(name) {
    return this.place.querySelector(`[data-phone="${name}"]`);
  }

  // -- what the agent does ------------------------------------------------------------------

  key(event) {
    const what = KEYS[event.code];
    if (!what || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!STATES[this.state].buttons.includes(what)) return;
    event.preventDefault();
    this.do(what);
  }

  do(what) {
    const doing = {
      on: () => this.turnOn(),
      off: () => this.turnOff(),
      take: () => this.take(),
      accept: () => this.order("accept"),
      decline: () => this.order("decline"),
      hangup: () => this.order("hangup"),
      mute: () => this.move("mute"),
      bell: () => this.turnBell(),
      notify: () => Notification.requestPermission().then(() => this.show()),
    };
    doing[what]();
  }

  order(event) {
    this.socket?.say({ event, call: this.call });
    this.move(event);
  }

  async turnOn() {
    if (this.state !== "off") return;
    this.problem("");
    this.move("turn_on");
    this.socket ??= new PhoneSocket(windowName(), {
      message: (message) => this.told(message),
      sound: (sound) => this.sound?.play(sound),
      gone: () => this.move("gone"),
    });
    await this.openSound();
  }

  async openSound() {
    const sound = new Sound({
      sound: (part, peak) => this.spoken(part, peak),
      microphoneLost: () => this.microphoneLost(),
    });
    try {
      await sound.open();
    } catch (error) {
      sound.close();
      this.refused(error instanceof NoSound ? error.trouble : Trouble.UNSUPPORTED);
      return;
    }
    this.sound?.close();
    this.sound = sound;
    sessionStorage.setItem("telefoon-aan", "ja");
    if (sound.silent) this.problem(PROBLEMS.silent);
    document.addEventListener("pointerdown", () => this.wake(), { once: true });
    document.addEventListener("keydown", () => this.wake(), { once: true });
    this.socket?.say({ event: "ready", microphone: true });
    this.move("microphone");
    if (this.latest) this.told(this.latest);
  }

  wake() {
    this.sound?.ear?.resume();
    this.sound?.mouth?.resume();
    if (this.part("problem").textContent === PROBLEMS.silent) this.problem("");
  }

  refused(trouble) {
    this.problem(PROBLEMS[trouble]);
    sessionStorage.removeItem("telefoon-aan");
    this.closeAll();
    this.move("refused");
  }

  turnOff() {
    sessionStorage.removeItem("telefoon-aan");
    this.closeAll();
    this.move("turn_off");
  }

  closeAll() {
    this.socket?.close();
    this.sound?.close();
    this.socket = this.sound = this.latest = null;
  }

  async take() {
    this.problem("");
    this.move("take");
    this.socket?.say({ event: "take" });
    if (this.sound) {
      this.socket?.say({ event: "ready", microphone: true });
      this.move("microphone");
    } else {
      await this.openSound();
    }
  }

  turnBell() {
    this.bell.turn(!this.bell.on);
    if (this.state === "ringing") this.bell.ring();
    this.show();
    this.say(this.bell.on ? "Het belgeluid staat aan." : "Het belgeluid staat uit.");
  }

  // -- what the house tells -----------------------------------------------------------------

  told(message) {
    const { event } = message;
    if (event === "error") return console.warn("De balie begreep een bericht niet:", message.kind);
    if (event === "clear") return this.sound?.clear();
    if (event === "here") return this.sound && this.socket.say({ event: "ready", microphone: true });
    if (event === "ringing" || event === "talking") this.call = message.call;
    if (["idle", "ringing", "talking"].includes(event)) this.latest = message;
    if (event === "over") this.latest = { event: "idle" };
    this.move(event, message.by);
  }

  // -- sound --------------------------------------------------------------------------------

  spoken(part, peak) {
    this.peak = Math.max(this.peak, peak);
    if (this.state === "talking" || this.state === "muted") this.socket?.sendSound(part);
  }

  microphoneLost() {
    this.problem(PROBLEMS.microphone_lost);
    this.socket?.say({ event: "ready", microphone: false });
    navigator.mediaDevices.addEventListener("devicechange", () => this.tryMicrophone(), { once: true });
  }

  async tryMicrophone() {
    if (!this.sound) return;
    const before = this.state;
    const sound = new Sound(this.sound.on);
    try {
      await sound.open();
    } catch {
      sound.close();
      this.microphoneLost();
      return;
    }
    this.sound.close();
    this.sound = sound;
    sound.mute(before === "muted");
    this.problem("");
    this.socket?.say({ event: "ready", microphone: true });
    this.say("Uw microfoon doet het weer.");
  }

  /** In words, each second, for who does not see a meter; only silence is announced. */
  measure() {
    const words = LEVELS.find(([least]) => this.peak >= least)[1];
    const heard = this.part("heard");
    if (heard.textContent !== words) heard.textContent = words;
    this.quiet = this.peak < 0.003 && this.state === "talking" ? (this.quiet ?? 0) + LEVEL_MS : 0;
    if (this.quiet === HEARD_NOTHING_MS) this.say(NOTHING_HEARD);
    this.peak = 0;
  }

  // -- what is shown ------------------------------------------------------------------------

  move(event, by = null) {
    const before = this.state;
    this.state = next(before, event);
    if (this.state === before) return;
    this.sound?.mute(this.state === "muted");
    this.act(before);
    const remarks = remark(before, event, by);
    this.show(before, remarks);
  }

  act(before) {
    if (this.state === "off") this.wanted = false;
    if (this.state === "ready" && this.wanted) {
      this.wanted = false;
      document.querySelector(AVAILABLE)?.click();
    }
    if (this.state === "ringing") {
      this.bell.ring();
      this.notify();
    } else if (before === "ringing") {
      this.bell.stop();
      this.notice?.close();
    }
    const inCall = this.state === "talking" || this.state === "muted";
    clearInterval(this.measuring);
    if (inCall) this.measuring = setInterval(() => this.measure(), LEVEL_MS);
    if (before === "talking" && !inCall) this.sound?.clear();
    const detail = { state: this.state, call: this.call };
    this.place.dispatchEvent(new CustomEvent("telefoon", { bubbles: true, detail }));
  }

  notify() {
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    this.notice = new Notification("Er belt iemand", { body: "Klik om naar de balie te gaan.", tag: "telefoon" });
    this.notice.onclick = () => window.focus();
  }

  show(before = null, remarks = "") {
    const { text, buttons, explain, loud } = STATES[this.state];
    const focused = document.activeElement;
    const words = `${remarks} ${text}`.trim();
    this.place.dataset.state = this.state;
    this.part("state").textContent = words;
    this.part("explain").hidden = !explain;
    this.part("level").hidden = !(this.state === "talking" || this.state === "muted");
    this.part("mute").textContent = this.state === "muted" ? "Zet microfoon aan" : "Zet microfoon uit";
    for (const button of this.place.querySelectorAll("button[data-do]")) {
      const { do: what } = button.dataset;
      if (what === "bell") this.showBell(button);
      else if (what === "notify") button.hidden = !mayAskToNotify() || this.state === "off";
      else button.hidden = !buttons.includes(what);
    }
    document.title = this.state === "ringing" ? `Er belt iemand – ${this.title}` : this.title;
    clearTimeout(this.remarked);
    if (remarks) this.remarked = setTimeout(() => (this.part("state").textContent = text), REMARK_MS);
    if (before !== null) this.say(words, loud);
    this.keepFocus(focused, buttons);
  }

  showBell(button) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(this.bell.on));
    button.classList.toggle("nl-button--pressed", this.bell.on);
    button.querySelector(".tick").hidden = !this.bell.on;
  }

  /** The focus does not fall off the page when what had it goes away. */
  keepFocus(focused, buttons) {
    if (!this.place.contains(focused) || !focused.hidden) return;
    const first = this.place.querySelector(`button[data-do="${buttons[0]}"]`);
    (first ?? this.place.querySelector('button[data-do="bell"]')).focus();
  }

  say(words, loud = false) {
    this.part(loud ? "urgent" : "told").textContent = words;
    this.part(loud ? "told" : "urgent").textContent = "";
  }

  problem(words) {
    const place = this.part("problem");
    place.textContent = words;
    place.hidden = words === "";
  }
}

function mayAskToNotify() {
  return "Notification" in window && Notification.permission === "default";
}

const place = document.getElementById("telefoon");
if (place) new Phone(place);
