// Hands octets to the browser's downloads.

/** A Blob of `parts` of this type, as a file of this name. Answers `{size}`. */
export function save(name, parts, type) {
  const blob = new Blob(parts, { type });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the Blob once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return { size: blob.size };
}
