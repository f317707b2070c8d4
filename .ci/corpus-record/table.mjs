// The table of what was recorded, as Markdown.

const COLUMNS = [
  ["program", ({ name }) => name],
  ["runtime", ({ runtime }) => runtime],
  ["modules", ({ modules }) => modules],
  ["imports", ({ imports }) => imports],
  ["found there", ({ there }) => there],
  ["dynamic", ({ dynamic }) => dynamic],
  ["left over", ({ left }) => left?.length],
  ["ms", ({ ratios }) => ratios?.ms.toFixed(0)],
  ["timed/plain", ({ ratios }) => ratios?.timed.toFixed(2)],
  ["traced/plain", ({ ratios }) => ratios?.traced.toFixed(2)],
  ["other %", ({ anatomy }) => share(anatomy)],
];

function share(anatomy) {
  if (anatomy === undefined) return undefined;
  const { bootUs, siteUs, importsUs, mainUs, waitingUs, teardownUs, otherUs } = anatomy;
  return ((otherUs / (bootUs + siteUs + importsUs + mainUs + waitingUs + teardownUs + otherUs)) * 100).toFixed(1);
}

export function table(rows) {
  const lines = [COLUMNS.map(([title]) => title), COLUMNS.map(() => "---")];
  for (const row of rows) lines.push(COLUMNS.map(([, value]) => String(value(row) ?? "-")));
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
