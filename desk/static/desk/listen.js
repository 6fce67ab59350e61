// "Laat horen": plays what an editor wrote (templates/studio/listen.html tells how a page has it).
// One sound at a time; pressing again stops it. What is chosen is kept for all pages.

import { say } from "./live.js";

const CHOICES = "belbalie.stem";
const SLOW_MS = 700; // a sound that is there sooner needs no words
const [HEAR, STOP, WAIT] = ["Laat horen", "Stop", "Even wachten"];

let playing = null; // { button, audio, asking, slow }

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("[data-listen], [data-listen-text]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation(); // it sends no form
    const again = playing?.button === button;
    stop();
    if (!again) play(button);
  },
  true,
);

async function play(button) {
  const mine = { button, audio: new Audio(), asking: new AbortController() };
  playing = mine;
  label(button, WAIT);
  mine.slow = setTimeout(() => say("Even wachten op het geluid."), SLOW_MS);
  try {
    const sound = await ask(button, mine.asking.signal);
    if (playing !== mine) return;
    mine.audio.src = URL.createObjectURL(sound);
    mine.audio.addEventListener("ended", () => playing === mine && stop("Het geluid is klaar."));
    label(button, STOP);
    clearTimeout(mine.slow);
    await mine.audio.play();
  } catch (error) {
    if (playing !== mine) return; // stopped while it was asked for
    stop();
    fault(error instanceof Refused ? error.message : "Het geluid kwam niet. Probeer het nog eens.");
  }
}

class Refused extends Error {}

async function ask(button, signal) {
  // Without one, a button says that its address is that of the page.
  const address = button.getAttribute("formaction") ?? button.form.getAttribute("action");
  const body = new URLSearchParams({ tekst: text(button), ...chosen() });
  const headers = { "X-CSRF": token() };
  const answer = await fetch(address, { method: "POST", body, headers, signal });
  if (answer.redirected || answer.status === 401) location.reload(); // signed out meanwhile
  if (answer.status === 409) throw new Refused(await answer.text());
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.blob();
}

function text(button) {
  const field = document.getElementById(button.dataset.listen ?? "");
  return field ? field.value : (button.dataset.listenText ?? "");
}

function token() {
  const field = document.querySelector("#pagina input[name=csrf]");
  return field?.value ?? document.querySelector("meta[name=csrf]")?.content ?? "";
}

function stop(words) {
  if (!playing) return;
  const { button, audio, asking, slow } = playing;
  playing = null;
  clearTimeout(slow);
  asking.abort();
  audio.pause();
  if (audio.src) URL.revokeObjectURL(audio.src);
  label(button, HEAR);
  if (words) say(words);
}

function label(button, words) {
  const place = button.querySelector("[data-listen-label]") ?? button;
  place.textContent = words;
  button.toggleAttribute("data-sounds", words !== HEAR);
}

function fault(words) {
  document.getElementById("fout").textContent = words;
}

// -- the group "Stem" ------------------------------------------------------------------------------

const fields = () => [...document.querySelectorAll("[data-listen-choices] select")];

function kept() {
  try {
    return JSON.parse(localStorage.getItem(CHOICES)) ?? {};
  } catch {
    return {};
  }
}

function chosen() {
  const here = Object.fromEntries(fields().map((field) => [field.name, field.value]));
  return { ...kept(), ...here };
}

// A voice that is no longer there leaves the first choice.
function restore() {
  const before = kept();
  for (const field of fields()) {
    const there = [...field.options].some((option) => option.value === before[field.name]);
    if (there) field.value = before[field.name];
  }
}

document.addEventListener("change", (event) => {
  if (event.target.closest?.("[data-listen-choices]")) {
    localStorage.setItem(CHOICES, JSON.stringify(chosen()));
  }
});

// Sound of a page that is left ends with it.
document.addEventListener("htmx:afterSettle", () => {
  if (playing && !playing.button.isConnected) stop();
  restore();
});
restore();
