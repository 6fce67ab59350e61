// The page around a call: what can be pressed, what is said about it, where the focus goes.

import { Call, Ending } from "./call.js";

const WORDS = {
  connecting: "Even geduld. Wij verbinden u.",
  talking: "U bent verbonden. U kunt praten.",
  muted: "Uw microfoon staat uit. Wij horen u niet.",
  unmuted: "Uw microfoon staat aan. U kunt praten.",
  mute: "Zet microfoon uit",
  unmute: "Zet microfoon aan",
  again: "U kunt opnieuw bellen.",
  microphoneLost: "Uw microfoon is weggevallen. Hang op en bel opnieuw.",
  speakers: { caller: "U", desk: "Computer" },
};

const ENDINGS = {
  [Ending.VISITOR]: "U hebt opgehangen.",
  [Ending.DESK]: "Het gesprek is afgelopen.",
};

const PROBLEMS = {
  [Ending.BUSY]: "Alle lijnen zijn bezet. Probeer het over een paar minuten opnieuw.",
  [Ending.LOST]: "De verbinding is verbroken. Druk op ‘Bel’ om opnieuw te bellen.",
  [Ending.UNREACHABLE]: "Wij krijgen geen verbinding. Probeer het straks opnieuw.",
  [Ending.NO_MICROPHONE]: "Wij vinden geen microfoon. Sluit een microfoon aan en bel opnieuw.",
  [Ending.REFUSED]: "Deze pagina mag uw microfoon niet gebruiken. Sta dat toe en bel opnieuw.",
  [Ending.MICROPHONE_FAILED]: "Uw microfoon werkt niet. Misschien gebruikt een ander programma hem.",
  [Ending.INSECURE]: "Deze pagina heeft geen veilige verbinding. Daarom kunt u hier niet bellen.",
  [Ending.UNSUPPORTED]: "Uw browser kan niet bellen. Gebruik een nieuwere browser.",
};

const find = (id) => document.getElementById(id);
const page = {
  call: find("call"),
  hangUp: find("hang-up"),
  mute: find("mute"),
  level: find("level"),
  meter: find("level").querySelector("b"),
  keypad: find("keypad"),
  status: find("status"),
  problem: find("problem"),
  transcript: find("transcript"),
  log: find("log"),
};

let call = null;
let muted = false;
let lastSpeaker = null;

function show(state) {
  document.body.dataset.state = state;
  const busy = state === "connecting" || state === "talking";
  page.call.hidden = busy;
  page.hangUp.hidden = !busy;
  for (const part of [page.mute, page.level, page.keypad]) part.hidden = state !== "talking";
}

function start() {
  page.problem.textContent = "";
  page.status.textContent = WORDS.connecting;
  page.log.replaceChildren();
  page.transcript.hidden = true;
  page.keypad.open = false;
  lastSpeaker = null;
  setMuted(false);
  show("connecting");
  page.hangUp.focus();
  call = new Call({ ready, caption, level, microphoneLost, end });
  call.start();
}

function ready() {
  show("talking");
  page.status.textContent = WORDS.talking;
  page.transcript.hidden = false;
}

function caption(speaker, text) {
  const turn = document.createElement("p");
  const name = document.createElement("strong");
  turn.className = `turn ${speaker === "caller" ? "caller" : "desk"}`;
  if (speaker === lastSpeaker) turn.classList.add("again");
  name.textContent = `${WORDS.speakers[speaker] ?? speaker}: `;
  turn.append(name, text);
  page.log.append(turn);
  page.log.scrollTop = page.log.scrollHeight;
  lastSpeaker = speaker;
}

function level(peak) {
  // In steps of decibels, as ears hear: -50 dB is nothing, 0 dB is full.
  const share = peak > 0 ? Math.max(0, 1 + Math.log10(peak) / 2.5) : 0;
  page.meter.style.transform = `scaleX(${share.toFixed(2)})`;
}

function microphoneLost() {
  page.problem.textContent = WORDS.microphoneLost;
}

function end(ending) {
  call = null;
  const focusWasHere = document.activeElement === document.body || focusGoes();
  show("ended");
  page.status.textContent = `${ENDINGS[ending] ?? ""} ${WORDS.again}`.trim();
  if (ending in PROBLEMS) {
    page.problem.textContent = `${PROBLEMS[ending]} Of bel ${document.body.dataset.telephone}.`;
    page.status.textContent = "";
  }
  if (focusWasHere) page.call.focus();
}

/** Whether the focus is on something that goes away with the call; reading on is not disturbed. */
function focusGoes() {
  const going = [page.hangUp, page.mute, page.keypad];
  return going.some((part) => part.contains(document.activeElement));
}

function setMuted(now) {
  muted = now;
  page.mute.textContent = muted ? WORDS.unmute : WORDS.mute;
  call?.mute(muted);
}

function press(digit) {
  call?.press(digit);
  page.status.textContent = `U koos toets ${digit}.`;
}

page.call.addEventListener("click", start);
page.hangUp.addEventListener("click", () => call?.hangUp());
page.mute.addEventListener("click", () => {
  setMuted(!muted);
  page.status.textContent = muted ? WORDS.muted : WORDS.unmuted;
});
page.keypad.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-digit]");
  if (button) press(button.dataset.digit);
});
// Digits typed on the keyboard count while the focus is in the key pad, and nowhere else.
page.keypad.addEventListener("keydown", (event) => {
  if (/^[0-9*#]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    press(event.key);
    event.preventDefault();
  }
});
