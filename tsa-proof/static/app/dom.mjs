// Builds elements without ever parsing text as HTML.

/** An element with attributes (`on…` functions become listeners, `true` an empty attribute) and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The element with this id; a page without it is a mistake of ours. */
export function at(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id}`);
  return element;
}

/** A fingerprint, shortened for reading; all of it is in the title and for copying. */
export function fingerprint(hex, digits = 16) {
  return el("bdi", { class: "mono ltr", dir: "ltr", title: hex }, hex.length > digits ? `${hex.slice(0, digits)}…` : hex);
}

/** Makes `wanted` the children of `parent`; those that stay in their order are not touched, so that the focus stays in them. */
export function keepOrder(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

/** A progress bar's value, for the eye and for screen readers. */
export function setBar(bar, share, words) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  bar.setAttribute("aria-valuenow", String(percent));
  if (words) bar.setAttribute("aria-valuetext", words);
  bar.querySelector("rect").setAttribute("width", String(percent));
}

/** Shows an error below a field, or takes it away. */
export function setError(input, message) {
  const error = document.getElementById(`${input.id}-error`);
  input.toggleAttribute("aria-invalid", false);
  if (message) input.setAttribute("aria-invalid", "true");
  if (!error) return;
  error.textContent = message ?? "";
  error.hidden = !message;
}
