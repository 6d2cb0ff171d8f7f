// Passkeys: a form whose hidden field the browser fills in. Without a script there are codes.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const described = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

function asked(question) {
  const options = { ...question, challenge: bytes(question.challenge) };
  if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) options.excludeCredentials = described(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = described(options.allowCredentials);
  return options;
}

function said(credential) {
  const answer = credential.response;
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
    if (answer[part]) response[part] = text(answer[part]);
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: text(credential.rawId), type, response });
}

async function answer(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const publicKey = asked(JSON.parse(form.dataset.question));
    form.elements.credential.value = said(
      await navigator.credentials[form.dataset.passkey]({ publicKey }),
    );
  } catch {
    failed.hidden = false;
    return;
  }
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.reportValidity()) answer(form);
    });
  }
}
