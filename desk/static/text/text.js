// Sends what was typed without loading the page anew. Without this script the form does.

const SPEAKERS = { desk: "Gemeente", caller: "U" };
const SORRY = "Dat lukte niet. Uw tekst staat er nog. Probeer het nog eens.";

const log = document.getElementById("log");
const form = document.getElementById("say");
const choices = document.getElementById("choices");
const words = document.getElementById("words");
const problem = document.getElementById("problem");
let sending = false;

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

async function send(typed) {
  if (sending) return;
  sending = true;
  problem.textContent = "";
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ words: typed }),
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
    const turns = show(told.lines);
    words.value = "";
    choices.hidden = !told.asks_yes_no;
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
