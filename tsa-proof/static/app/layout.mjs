// What every page does: menus that close, colours that stay, times on the reader's clock, fingerprints to copy,
// and nothing left behind by who signs out.

import { emptyBasket } from "./basket.mjs";
import { localTime, say } from "./text.mjs";

for (const menu of document.querySelectorAll("details.picker")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

// The choice of a language outlives the visit, except where the page promises to set no cookie.
for (const link of document.querySelectorAll("a[data-language]")) {
  link.addEventListener("click", () => {
    if ("cookieless" in document.body.dataset) return;
    document.cookie = `lang=${link.dataset.language}; Path=/; Max-Age=31536000; SameSite=Lax`;
  });
  // The fragment and the files already fingerprinted stay with the page.
  link.addEventListener("focus", () => {
    link.hash = location.hash;
  });
}

const stored = readTheme();
applyTheme(stored);
for (const choice of document.querySelectorAll("input[name=theme]")) {
  choice.checked = choice.value === stored;
  choice.addEventListener("change", () => {
    applyTheme(choice.value);
    try {
      localStorage.setItem("theme", choice.value);
    } catch {
      // Storage is refused: the choice lasts for this page.
    }
    document.dispatchEvent(new CustomEvent("themechange"));
  });
}

localise(document);
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  if (!(await copied(source.textContent.trim()))) {
    // The browser refuses: the text is marked, so that the person can copy it by hand.
    getSelection().selectAllChildren(source);
    return;
  }
  const before = button.textContent;
  button.textContent = say("common-copied");
  announce(say("common-copied"));
  setTimeout(() => {
    button.textContent = before;
  }, 1500);
});

// Browsers have no clipboard without TLS, and may refuse it.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

for (const form of document.querySelectorAll("form[action=\"/session/sign-out\"]")) form.addEventListener("submit", () => emptyBasket());

/** Puts the reader's own time into every <time data-local> below `root`. */
export function localise(root) {
  for (const time of root.querySelectorAll("time[data-local]")) {
    time.textContent = localTime(time.dateTime);
  }
}

/** Says something to screen readers without moving the focus. */
export function announce(message) {
  let region = document.getElementById("announcer");
  if (!region) {
    region = document.createElement("div");
    region.id = "announcer";
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
  }
  region.textContent = message;
}

function readTheme() {
  try {
    return localStorage.getItem("theme") ?? "auto";
  } catch {
    return "auto";
  }
}

function applyTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
