// Parts of a page that keep themselves up to date; without this script the page can be reloaded.

const EVERY = 15000; // milliseconds
const LONGEST = 240000; // after errors the pauses grow up to this
const parts = [...document.querySelectorAll("[data-live]")].map((part) => part.id);
let pause = EVERY;

function isInUse(part) {
  // Whoever has come to a link of it by keyboard would lose their place.
  return part.contains(document.activeElement);
}

function put(fresh) {
  for (const id of parts) {
    const part = document.getElementById(id);
    const other = fresh.getElementById(id);
    if (other && !isInUse(part) && part.innerHTML !== other.innerHTML) {
      part.replaceChildren(...other.childNodes);
    }
  }
}

// What asks to reload the page is not needed, also after it has come anew.
function hideReloading() {
  for (const part of document.querySelectorAll("[data-live-replaces]")) part.hidden = true;
}

async function refresh() {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      // After signing out another page comes: this one stays as it is.
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      put(new DOMParser().parseFromString(await answer.text(), "text/html"));
      hideReloading();
      pause = EVERY;
    } catch {
      pause = Math.min(2 * pause, LONGEST);
    }
  }
  setTimeout(refresh, pause);
}

for (const told of document.querySelectorAll("[data-live-told]")) told.hidden = false;
hideReloading();
setTimeout(refresh, pause);
