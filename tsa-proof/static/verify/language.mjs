// Chooses the language of the verifier that is one file, before anything is said: it carries all of them.

const all = JSON.parse(document.getElementById("languages").textContent);
const asked = [new URLSearchParams(location.hash.slice(1)).get("lang"), ...navigator.languages.map((tag) => tag.split("-")[0])];
const chosen = asked.find((tag) => Object.hasOwn(all, tag)) ?? document.documentElement.lang;
const { dir, format, texts } = all[chosen];

document.documentElement.lang = chosen;
document.documentElement.dir = dir;
document.documentElement.dataset.format = format;
// Where the pages have their messages.
document.getElementById("texts").textContent = JSON.stringify(texts);

/** What the chosen language is made of. */
export const language = { lang: chosen, dir, formatTag: format, texts };

/** `[tag, name]` of every language. */
export const languages = Object.entries(all).map(([tag, { name }]) => [tag, name]);
