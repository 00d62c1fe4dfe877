// What the sandboxed frame is told about the page around it: language, direction, words, colours, and whom to trust.

import { formatTag, patterns } from "./text.mjs";

const COLOURS = [
  "--surface", "--surface-2", "--text", "--muted", "--line", "--accent", "--on-accent", "--good", "--bad", "--radius", "--font",
];

/** The settings of a FileFrame in `mode`. */
export function frameSettings(mode) {
  const { lang, dir } = document.documentElement;
  return { mode, lang, dir, formatTag, strings: patterns("frame-"), theme: theme(), trust: trust() };
}

/** Tells `frame` when the colours change. */
export function keepTheme(frame) {
  const tell = () => frame.setTheme(theme());
  document.addEventListener("themechange", tell);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
}

/** What the service is known by: roots, policies, keys of the log. */
export function trust() {
  return JSON.parse(document.getElementById("trust")?.textContent ?? "{}");
}

function theme() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(name).trim()]));
}
