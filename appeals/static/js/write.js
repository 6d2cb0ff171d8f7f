// The editor saves by itself while somebody types; without this script there is the Save button.

const form = document.querySelector("form[data-autosave]");
const told = form.querySelector("[data-autosave-told]");
const PAUSE = 3000; // milliseconds without typing
const LONGEST = 20000; // however long somebody types on
let pending = 0;
let since = 0;
let saving = false;
let again = false;

function later() {
  clearTimeout(pending);
  since = since || Date.now();
  pending = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
}

async function save() {
  if (saving) {
    again = true;
    return;
  }
  saving = true;
  since = 0;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form) });
    const result = await answer.json();
    told.textContent = result.told;
    if (answer.ok) settle(result);
  } catch {
    // No connection, or somebody has signed out: the text stays in the fields.
    again = true;
  }
  saving = false;
  if (again) {
    again = false;
    later();
  }
}

function settle(result) {
  for (const [name, hash] of Object.entries(result.seen)) {
    const field = form.elements[name];
    if (field) field.value = hash;
  }
  for (const select of form.querySelectorAll("select[name^='kind:']")) {
    form.elements[select.name.replace("kind:", "was:")].value = select.value;
  }
  if (result.is_complete && !again) form.dispatchEvent(new Event("saved", { bubbles: true }));
}

function segmentOf(field) {
  return field.closest("[data-segment]")?.dataset.segment;
}

form.addEventListener("input", (event) => {
  if (event.target.matches("textarea, select[name^='kind:']")) later();
});
form.addEventListener("focusin", (event) => {
  const segment = segmentOf(event.target);
  if (segment) form.elements.at.value = segment;
});
form.addEventListener("submit", () => clearTimeout(pending));
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[value^='next']") ?? undefined);
});
