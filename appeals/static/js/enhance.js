// Small comforts. Every page does all it promises without them.

function grow(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

function growTextareas() {
  if (CSS.supports("field-sizing", "content")) return;
  for (const area of document.querySelectorAll("textarea")) {
    grow(area);
    area.addEventListener("input", () => grow(area));
  }
}

function guardUnsavedChanges() {
  let changed = false;
  for (const form of document.querySelectorAll("form[data-guard]")) {
    form.addEventListener("input", () => (changed = true));
    form.addEventListener("saved", () => (changed = false));
  }
  // Any form that is sent leaves the page on purpose.
  document.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  } catch {
    // The clipboard is closed without HTTPS: the selected text can be copied by hand.
    field.focus();
    field.select();
  }
}

function offerCopying() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copy(button));
  }
}

growTextareas();
guardUnsavedChanges();
offerCopying();
document.querySelector(".error-summary")?.focus();
