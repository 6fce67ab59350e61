// "Praat via de microfoon": an editor talks with a draft, over the line that visitors have too.
// The turns come from the server, which explains them; here is only told when to ask for them.

import { Call, Ending } from "../visitor/call.js";
import { say } from "./live.js";

const TURNS_MS = 300; // what is heard and what is said come within this time of each other
const WORDS = {
  connecting: "Even geduld. De assistent komt aan de lijn.",
  talking: "U kunt praten. Zeg iets als beller.",
  stopped: "U hebt opgehangen.",
  over: "Het gesprek is afgelopen.",
  microphoneLost: "Uw microfoon is weggevallen. Hang op en begin opnieuw.",
};
const PROBLEMS = {
  [Ending.BUSY]: "Praten kan nu niet. Probeer het straks, of typ.",
  [Ending.LOST]: "De verbinding is verbroken. Begin opnieuw.",
  [Ending.UNREACHABLE]: "Wij krijgen geen verbinding. Laad de pagina opnieuw.",
  [Ending.NO_MICROPHONE]: "Wij vinden geen microfoon. Sluit een microfoon aan.",
  [Ending.REFUSED]: "Deze pagina mag uw microfoon niet gebruiken. Sta dat toe in uw browser.",
  [Ending.MICROPHONE_FAILED]: "Uw microfoon werkt niet. Misschien gebruikt een ander programma hem.",
  [Ending.INSECURE]: "Deze pagina heeft geen veilige verbinding. Daarom kan de microfoon niet aan.",
  [Ending.UNSUPPORTED]: "Uw browser kan dit niet. Gebruik een nieuwere browser, of typ.",
};

let call = null;
let timer = null;
let why = ""; // as the house told it

const find = (name) => document.querySelector(`[data-trial-${name}]`);

function show() {
  const speaks = find("speak");
  if (!speaks) return;
  speaks.hidden = Boolean(call);
  find("talking").hidden = !call;
  for (const each of document.querySelectorAll("[data-trial-typed]")) each.hidden = Boolean(call);
}

function start() {
  why = "";
  const address = find("speak").dataset.trialSpeak;
  call = new Call({ ready, caption, level, microphoneLost, end }, address);
  tell(WORDS.connecting);
  show();
  find("hang-up").focus();
  call.start();
}

function tell(words) {
  const place = find("status");
  if (place) place.textContent = words;
}

function fault(words) {
  document.getElementById("fout").textContent = words;
}

function ready() {
  tell(WORDS.talking);
}

function caption(speaker, text) {
  if (speaker === "house") why = text;
  else askForTurns();
}

function askForTurns() {
  clearTimeout(timer);
  timer = setTimeout(turns, TURNS_MS);
}

async function turns() {
  const place = document.getElementById("beurten");
  if (!place) return;
  const answer = await fetch(place.dataset.turns);
  if (!answer.ok || answer.redirected) return;
  const parts = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...parts.body.childNodes);
  place.lastElementChild?.scrollIntoView({ block: "nearest" });
}

function level(peak) {
  const meter = find("level");
  if (meter) meter.value = peak;
}

function microphoneLost() {
  fault(WORDS.microphoneLost);
}

function end(ending) {
  call = null;
  clearTimeout(timer);
  show();
  if (ending in PROBLEMS) {
    fault(why || PROBLEMS[ending]);
    turns();
    return;
  }
  say(ending === Ending.VISITOR ? WORDS.stopped : WORDS.over);
  const place = document.getElementById("beurten");
  if (!place) return; // another page came
  const whole = { target: "#pagina", select: "#pagina", swap: "outerHTML" };
  window.htmx.ajax("GET", place.dataset.turns.replace(/\/beurten$/, ""), whole);
}

document.addEventListener("click", (event) => {
  const pressed = (name) => event.target.closest?.(`[data-trial-${name}]`);
  if (pressed("speak") && !call) start();
  if (pressed("hang-up")) call?.hangUp();
  const key = pressed("key");
  if (key) call?.press(key.dataset.trialKey);
});

// Whoever leaves the page hangs up.
document.addEventListener("htmx:afterSettle", () => {
  if (call && !document.getElementById("beurten")) call.hangUp();
  show();
});
show();
