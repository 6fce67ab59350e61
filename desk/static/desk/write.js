// The box in which an agent writes to a caller who types: Enter sends, with Shift a new line begins.

const box = (element) => element?.closest?.("[data-writes]");

document.addEventListener("keydown", (event) => {
  const form = box(event.target);
  if (!form || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (event.target.tagName !== "TEXTAREA") return;
  event.preventDefault();
  if (event.target.value.trim()) form.requestSubmit();
});

// What was sent leaves the box; what was refused stays in it.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = box(detail.elt);
  if (!form) return;
  const words = form.querySelector("textarea");
  if (detail.successful) words.value = "";
  words.focus({ preventScroll: true });
});

// Who writes sees the last lines, not the first.
document.addEventListener("htmx:sseMessage", () => {
  const lines = document.getElementById("regels");
  if (lines && document.querySelector("[data-writes]")) lines.scrollTop = lines.scrollHeight;
});
