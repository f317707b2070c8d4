/** Whether an output is what a text with `…` or `...` says; see readme.mjs. */
export function matches(expected, output) {
  const lines = expected.trimEnd().split("\n");
  const pattern = lines.map((line, index) => {
    const last = index === lines.length - 1;
    if (/^\s*(…|\.\.\.)\s*$/.test(line)) return last ? "[^]*" : "(?:[^\\n]*\\n)*?";
    return `${line
      .trimEnd()
      .split(/…|\.\.\./)
      .map(literal)
      .join("[^\\n]*")}${last ? "" : "\\n"}`;
  });
  const text = output
    .replaceAll("\r\n", "\n")
    .replace(/[ \t]+$/gm, "")
    .trimEnd();
  // A gap at the end may also stand for nothing, when the line end before it is gone with the rest.
  return new RegExp(`^${pattern.join("")}$`).test(text) || new RegExp(`^${pattern.join("")}$`).test(`${text}\n`);
}

function literal(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
