// What every page of the desk does beside its forms: counts time on, announces what changed, keeps
// focus and open parts where they were, tells when the connection is lost, and takes keys.

const SLOW_MS = 1500; // a connection that is back sooner was never missed
const KEYS = "belbalie.sneltoetsen";

const melding = document.getElementById("melding");
const verbinding = document.getElementById("verbinding");
const fout = document.getElementById("fout");

// -- words ---------------------------------------------------------------------------------------

let saying = [];
let timer = null;

// Several changes at once are one announcement; an empty region first, or the same words stay mute.
export function say(words) {
  if (!words || saying.includes(words)) return;
  saying.push(words);
  melding.textContent = "";
  clearTimeout(timer);
  timer = setTimeout(() => {
    melding.textContent = saying.join(" ");
    saying = [];
  }, 100);
}

const plural = (count, one, more) => `${count} ${count === 1 ? one : more}`;
const minutes = (count) => plural(count, "minuut", "minuten");

function lasting(seconds) {
  if (seconds < 60) return plural(seconds, "seconde", "seconden");
  const whole = Math.floor(seconds / 60);
  if (whole < 60) return minutes(whole);
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} uur${rest ? ` en ${minutes(rest)}` : ""}`;
}

let ahead = 0; // by how many ms the clock of the house is ahead of ours

function count() {
  for (const each of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(each.dataset.since)) / 1000));
    const words = `al ${lasting(seconds)}`;
    if (each.textContent !== words) each.textContent = words;
  }
}
setInterval(count, 1000);

// What leads to this very page needs no saying on it.
function showHere() {
  for (const each of document.querySelectorAll(".masthead nav a")) {
    const here = each.getAttribute("href") === location.pathname;
    if (here) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
  for (const each of document.querySelectorAll("[data-elsewhere]")) {
    each.hidden = each.dataset.elsewhere === location.pathname;
  }
}

// -- what changes --------------------------------------------------------------------------------

const said = new Map(); // by part, what it said last
let opened = []; // the folded parts that were open, and what had the focus
let held = null;

const foldedIn = (part) => [...part.querySelectorAll("details")];

document.addEventListener("htmx:sseBeforeMessage", ({ target }) => {
  opened = foldedIn(target).map((each) => each.open);
  held = target.contains(document.activeElement) ? target : null;
});

document.addEventListener("htmx:sseMessage", ({ target }) => {
  foldedIn(target).forEach((each, nth) => {
    if (nth < opened.length) each.open = opened[nth];
  });
  // What had the focus is gone: stay in the same part of the page and do not begin at its top.
  if (held && document.activeElement === document.body) stay(held);
  announce(target);
  showHere();
  count();
});

function stay(part) {
  const heading = part.closest("section")?.querySelector("h2") ?? document.getElementById("inhoud");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function announce(part) {
  const words = [...part.querySelectorAll("[data-says]")].map((each) => each.dataset.says).join(" ");
  const before = said.get(part.id);
  said.set(part.id, words);
  // The first time it is the page itself that is read.
  if (before !== undefined && before !== words) say(words);
  else if (before === undefined && part.querySelector("[data-ringing]")) say(words);
}

// -- the connection ------------------------------------------------------------------------------

let lost = null;

document.addEventListener("htmx:sseOpen", ({ detail }) => {
  detail.source.addEventListener("clock", ({ data }) => {
    document.getElementById("pagina").classList.add("live");
    ahead = Date.parse(data) - Date.now();
    count();
  });
  clearTimeout(lost);
  lost = null;
  if (verbinding.textContent) {
    verbinding.textContent = "";
    say("De verbinding is terug.");
  }
});

document.addEventListener("htmx:sseError", ({ detail }) => {
  if (detail.source?.readyState === EventSource.CLOSED) whoAmI();
  lost ??= setTimeout(() => {
    verbinding.textContent = "Geen verbinding. Wij proberen het opnieuw.";
  }, SLOW_MS);
});

// A stream that is refused says not why: who is no longer signed in is to read that.
async function whoAmI() {
  try {
    const answer = await fetch("/balie/live", { method: "HEAD" });
    if (answer.status === 401 || answer.redirected) location.reload();
  } catch {
    // No connection: that is told already.
  }
}

// -- forms and links -----------------------------------------------------------------------------

document.addEventListener("htmx:configRequest", ({ detail }) => {
  // The page's own is newer than that of the head, which stays when a page comes by a link.
  const field = document.querySelector("#pagina input[name=csrf]");
  const token = field?.value ?? document.querySelector("meta[name=csrf]")?.content;
  if (token) detail.headers["X-CSRF"] = token;
  fout.textContent = "";
});

// What takes a while says so: who hears the page sees no button that is grey.
document.addEventListener("htmx:beforeRequest", ({ detail }) => say(detail.elt.dataset.busy));

// A page that comes by a link takes the place of #pagina; what stands beside it goes on.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.boosted) {
    if (detail.xhr.status === 409 && !detail.requestConfig.elt?.matches("[hx-select]")) {
      detail.shouldSwap = false;
      fout.textContent = detail.xhr.responseText;
    }
    return;
  }
  if (!detail.serverResponse.includes('id="pagina"')) {
    detail.shouldSwap = false;
    location.assign(detail.pathInfo.responsePath ?? detail.pathInfo.finalRequestPath);
    return;
  }
  detail.target = document.getElementById("pagina");
  detail.selectOverride = "#pagina";
  detail.swapOverride = "outerHTML show:window:top";
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt?.id !== "pagina" && detail.target?.id !== "pagina") return;
  said.clear();
  showKeys();
  showHere();
  count();
  const inhoud = document.getElementById("inhoud");
  const wanted = inhoud.querySelector("[autofocus]") ?? inhoud;
  wanted.focus({ preventScroll: true });
  // What came with the page is no change in it, and would be read by nobody.
  const told = [...inhoud.querySelectorAll("[role=status], [role=alert]")];
  say([document.title, ...told.map((each) => each.textContent.trim())].filter(Boolean).join(". "));
});

for (const failing of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failing, () => {
    fout.textContent = "Dat lukte niet. Probeer het nog eens.";
  });
}

// -- the telephone -------------------------------------------------------------------------------

let readyUntil = 0; // until then, who turned the telephone on wants to be available

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-phone-on]")) return;
  event.preventDefault();
  readyUntil = Date.now() + 30_000;
});

document.addEventListener("htmx:sseMessage", ({ target }) => {
  const button = target.id === "ik" && document.getElementById("ben-available");
  if (!button || button.matches("[data-phone-on]") || Date.now() > readyUntil) return;
  readyUntil = 0;
  button.click();
});

// -- keys ----------------------------------------------------------------------------------------

const keysOn = () => localStorage.getItem(KEYS) !== "uit";

function showKeys() {
  document.body.dataset.keys = keysOn() ? "aan" : "uit";
  const button = document.getElementById("sneltoetsen");
  if (!button) return;
  button.hidden = false;
  button.setAttribute("aria-pressed", String(keysOn()));
  button.classList.toggle("nl-button--pressed", keysOn());
  const aloud = document.getElementById("voorlezen");
  if (aloud) aloud.hidden = false;
}

const typing = (element) =>
  element.isContentEditable || element.closest("input, textarea, select, [role=textbox]") !== null;

document.addEventListener("keydown", (event) => {
  const { key, target, altKey, ctrlKey, metaKey, repeat } = event;
  if (!keysOn() || repeat || altKey || ctrlKey || metaKey || key.length !== 1 || typing(target)) return;
  const button = [...document.querySelectorAll("button[data-key]")].find(
    (each) => each.dataset.key === key.toUpperCase() && !each.disabled && each.checkVisibility(),
  );
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("#sneltoetsen, #voorlezen");
  if (!button) return;
  if (button.id === "sneltoetsen") {
    localStorage.setItem(KEYS, keysOn() ? "uit" : "aan");
    showKeys();
    say(keysOn() ? "Sneltoetsen staan aan." : "Sneltoetsen staan uit.");
    return;
  }
  const aloud = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(aloud));
  button.classList.toggle("nl-button--pressed", aloud);
  document.getElementById("regels").setAttribute("aria-live", aloud ? "polite" : "off");
});

showKeys();
showHere();
count();
