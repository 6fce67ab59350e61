// What was typed in a form and not saved stays in this tab: after a link, a sign-out, a fault.
//
// A form with data-keeps="NAME" keeps what differs from how it came, with its hidden `tag`: put back,
// it is saved as a change of the text that its writer saw, so a colleague's work meanwhile is not
// written over. data-saved on the form says that what was kept has been saved. Beside it stands
// [data-kept] with the buttons [data-kept-back] and [data-kept-away].

const PAUSE_MS = 300;
const name = (form) => `belbalie.getypt.${document.body.dataset.agent}.${form.dataset.keeps}`;
const forms = () => [...document.querySelectorAll("form[data-keeps]")];
const ticks = (field) => field.type === "checkbox" || field.type === "radio";
const typed = (form) =>
  [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");

const value = (field) => (ticks(field) ? field.checked : field.value);

function came(field) {
  if (ticks(field)) return field.defaultChecked;
  if (field.tagName !== "SELECT") return field.defaultValue;
  return ([...field.options].find((each) => each.defaultSelected) ?? field.options[0])?.value ?? "";
}

const called = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);

function keep(form) {
  const changed = typed(form).filter((field) => value(field) !== came(field));
  if (!changed.length) return sessionStorage.removeItem(name(form));
  const fields = Object.fromEntries(changed.map((field) => [called(field), value(field)]));
  return sessionStorage.setItem(name(form), JSON.stringify({ tag: form.elements.tag?.value, fields }));
}

function kept(form) {
  try {
    return JSON.parse(sessionStorage.getItem(name(form)));
  } catch {
    return null; // not what we wrote
  }
}

let timer = null;
document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form[data-keeps]");
  if (!form) return;
  clearTimeout(timer);
  timer = setTimeout(() => keep(form), PAUSE_MS);
});

// Who leaves at once has not waited for the pause.
const leaving = () => {
  if (timer === null) return;
  clearTimeout(timer);
  timer = null;
  forms().forEach(keep);
};
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.boosted) leaving();
});
addEventListener("pagehide", leaving);

function back(form) {
  const { tag, fields } = kept(form);
  for (const field of typed(form)) {
    if (!(called(field) in fields)) continue;
    if (ticks(field)) field.checked = fields[called(field)];
    else field.value = fields[called(field)];
    field.closest("details")?.setAttribute("open", "");
  }
  if (tag) form.elements.tag.value = tag;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function look() {
  for (const form of forms()) {
    if ("saved" in form.dataset) sessionStorage.removeItem(name(form));
    const before = kept(form);
    const told = document.querySelector("[data-kept]");
    if (!before || !told) continue;
    const other = typed(form).some(
      (field) => called(field) in before.fields && value(field) !== before.fields[called(field)],
    );
    told.hidden = !other;
  }
}

document.addEventListener("click", ({ target }) => {
  const told = target.closest?.("[data-kept-back], [data-kept-away]");
  const form = told && forms()[0];
  if (!form) return;
  if ("keptBack" in told.dataset) back(form);
  else sessionStorage.removeItem(name(form));
  told.closest("[data-kept]").hidden = true;
  const first = typed(form).find((field) => value(field) !== came(field)) ?? typed(form)[0];
  first?.focus();
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id === "pagina" || detail.elt?.id === "pagina") look();
});
look();
