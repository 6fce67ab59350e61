// Sends what was typed without loading the page anew. Without this script the form does.

const SPEAKERS = { desk: "Gemeente", caller: "U", agent: "Medewerker" };
const WITH_AGENT = "U schrijft nu met een medewerker.";
const AGAIN_MS = 3000; // after a failure
const SORRY = "Dat lukte niet. Uw tekst staat er nog. Probeer het nog eens.";

const log = document.getElementById("log");
const form = document.getElementById("say");
const choices = document.getElementById("choices");
const words = document.getElementById("words");
const problem = document.getElementById("problem");
const agent = document.getElementById("agent");
let sending = false;
let seen = Number(log.dataset.lines); // lines that stand on the page

document.getElementById("look")?.remove(); // with this script news comes by itself

// One turn holds all that one of the two says before the other does: it is read in one go.
function show(lines) {
  const turns = [];
  for (const line of lines) {
    let turn = turns.at(-1);
    if (!turn?.classList.contains(line.speaker)) {
      turn = document.createElement("p");
      turn.className = `turn ${line.speaker}`;
      const who = document.createElement("strong");
      who.textContent = `${SPEAKERS[line.speaker]}:`;
      turn.append(who);
      turns.push(turn);
    }
    const text = document.createElement("span");
    text.lang = line.language;
    text.textContent = line.text;
    turn.append(" ", text);
  }
  log.append(...turns);
  return turns;
}

// The same line may come twice, as an answer and as news: only what is new is shown.
function take(told) {
  const turns = show(told.lines.slice(Math.max(0, seen - told.first)));
  seen = Math.max(seen, told.first + told.lines.length);
  choices.hidden = !told.asks_yes_no;
  const words = told.agent ? WITH_AGENT : "";
  if (agent.textContent !== words) agent.textContent = words;
  return turns;
}

// What a person writes, and how long it still takes, comes without a question of ours.
async function listen() {
  for (;;) {
    try {
      const answer = await fetch(`${location.pathname}/nieuw?na=${seen}`);
      if (answer.status === 404) return location.reload();
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const told = await answer.json();
      if (told.over) return location.reload();
      take(told);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

async function send(typed) {
  if (sending) return;
  sending = true;
  problem.textContent = "";
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ words: typed, na: seen }),
    });
    if (answer.status === 404) {
      location.reload();
      return;
    }
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const told = await answer.json();
    if (told.over) {
      location.reload();
      return;
    }
    const turns = take(told);
    words.value = "";
    turns.at(0)?.scrollIntoView({ block: "start" });
  } catch {
    problem.textContent = SORRY;
  } finally {
    sending = false;
    words.focus({ preventScroll: true });
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (words.value.trim()) send(words.value);
});

choices.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.submitter.value);
});

// Enter sends, as in every conversation by text; with Shift it begins a new line.
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

log.dataset.live = ""; // news comes by itself from here on
listen();
