// Lines in the text of a file: go to one that the check names, and tell on which one writes.

const area = () => document.getElementById("tekst");

function start(text, line) {
  let at = 0;
  for (let nth = 1; nth < line; nth += 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}

function go(line) {
  const box = area();
  if (!box || !line) return;
  const begin = start(box.value, line);
  const end = box.value.indexOf("\n", begin);
  box.focus();
  box.setSelectionRange(begin, end < 0 ? box.value.length : end);
  const height = parseFloat(getComputedStyle(box).lineHeight) || 20;
  box.scrollTop = Math.max(0, (line - 4) * height);
}

function tell() {
  const box = area();
  const told = document.querySelector("[data-line-now]");
  if (!box || !told || document.activeElement !== box) return;
  told.hidden = false;
  const line = box.value.slice(0, box.selectionStart).split("\n").length;
  told.textContent = `U schrijft op regel ${line}.`;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-to-line]");
  if (!link || !area()) return;
  event.preventDefault();
  go(Number(link.dataset.toLine));
});
document.addEventListener("selectionchange", tell);

function shown() {
  go(Number(area()?.dataset.line ?? 0));
}
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id === "pagina" || detail.elt?.id === "pagina") shown();
});
shown();
