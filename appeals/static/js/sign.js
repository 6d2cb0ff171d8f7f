// Tells the coordinators that somebody has begun to answer, once, and only after typing:
// mail scanners open links and run scripts, they do not type a name.
(() => {
  const form = document.querySelector("form[data-opened]");
  if (!form) return;
  const tell = (event) => {
    const typed = event.target;
    if (!event.isTrusted || typed.type !== "text" || typed.value.trim().length < 2) return;
    form.removeEventListener("input", tell);
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, typed: "yes" });
    fetch(form.dataset.opened, { method: "POST", body, keepalive: true });
  };
  form.addEventListener("input", tell);
})();
