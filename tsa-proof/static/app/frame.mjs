// What the sandboxed frame is told about the page around it: language, direction, words and colours.

import { say, knows } from "./text.mjs";

const COLOURS = {
  "--surface": "--surface",
  "--surface-2": "--surface-2",
  "--text": "--text",
  "--muted": "--muted",
  "--line": "--line",
  "--accent": "--accent",
  "--on-accent": "--on-accent",
  "--good": "--good",
  "--bad": "--bad",
  "--radius": "--radius",
  "--font": "--font",
};

/** The options of a FileFrame in `mode`. */
export function frameOptions(mode) {
  const root = document.documentElement;
  return { mode, lang: root.lang, dir: root.dir, formatTag: root.dataset.format, strings: strings(), theme: theme() };
}

/** Tells `frame` when the colours change. */
export function keepTheme(frame) {
  const tell = () => frame.setTheme(theme());
  document.addEventListener("themechange", tell);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
}

function theme() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.entries(COLOURS).map(([to, from]) => [to, style.getPropertyValue(from).trim()]));
}

function strings() {
  const texts = JSON.parse(document.getElementById("texts").textContent);
  return Object.fromEntries(Object.entries(texts).filter(([id]) => id.startsWith("frame-")));
}
