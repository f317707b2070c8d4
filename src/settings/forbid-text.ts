import { arrayText, withItems } from "./array-text.js";

/**
 * A pyproject.toml that forbids these modules too; nothing else of its text changes.
 *
 * @param items that it does not forbid yet
 * @returns a text that the caller parses to see that it says what it is to say; null where the settings are written in
 *   another way than as a table of their own
 */
export function forbidInToml(text: string, items: readonly string[]): string | null {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const header = /^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*importperf[ \t]*\][ \t]*(?:#[^\n]*)?\r?(?:\n|$)/m.exec(text);
  const setting = `forbid = ${arrayText(items, "", eol, true)}${eol}`;
  if (header === null) {
    if (/importperf[ \t]*[.=]|^[ \t]*\[[ \t]*tool[ \t]*\][^[]*importperf/m.test(text)) return null;
    const gap = text === "" ? "" : `${text.endsWith("\n") ? "" : eol}${eol}`;
    return `${text}${gap}[tool.importperf]${eol}${setting}`;
  }
  const begins = header.index + header[0].length;
  const table = text.slice(begins);
  const known = /^[ \t]*forbid[ \t]*=[ \t]*\[/m.exec(table);
  // A setting of that name in a later table is another.
  const next = /^[ \t]*\[+[ \t]*[\w"']+[^\]]*\]+[ \t]*(?:#[^\n]*)?\r?$/m.exec(table)?.index ?? table.length;
  if (known !== null && known.index < next)
    return withItems(text, begins + known.index + known[0].length - 1, items, "#");
  const line = header[0].endsWith("\n") ? "" : eol;
  return `${text.slice(0, begins)}${line}${setting}${text.slice(begins)}`;
}

/**
 * The same for a JSON file whose settings are its whole object, or the one below `"importperf"`.
 *
 * @param isWhole whether they are its whole object
 */
export function forbidInJson(text: string, items: readonly string[], isWhole: boolean): string | null {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  if (text.trim() === "")
    return isWhole ? `{${eol}  "forbid": ${arrayText(items, "  ", eol, false)}${eol}}${eol}` : null;
  const object = isWhole ? /^\uFEFF?\s*\{/.exec(text) : /"importperf"\s*:\s*\{/.exec(text);
  if (object === null) return null;
  const begins = object.index + object[0].length;
  const known = /"forbid"\s*:\s*\[/.exec(text.slice(begins));
  if (known !== null) return withItems(text, begins + known.index + known[0].length - 1, items, null);
  const indent = /^\s*?\n([ \t]*)"/.exec(text.slice(begins))?.[1];
  const isEmpty = /^\s*\}/.test(text.slice(begins));
  const before = indent === undefined ? "" : `${eol}${indent}`;
  const setting = `"forbid": ${arrayText(items, indent ?? "", eol, false)}${isEmpty ? "" : ","}`;
  return `${text.slice(0, begins)}${before}${setting}${text.slice(begins)}`;
}
