import { displayName } from "../text/names.js";
import { element } from "./dom.js";

const KINDS: Readonly<Record<string, string>> = { "+": "added", "-": "removed", "@": "span" };

/** A part of a diff: a line each, marked by its first character and by colour. */
export function hunkElement(text: string): HTMLElement {
  const lines = text.split("\n").map((line) => {
    const kind = KINDS[line.charAt(0)];
    return element("span", kind === undefined ? {} : { class: kind }, `${shown(line)}\n`);
  });
  return element("pre", { tabindex: "0" }, ...lines);
}

/** A line of source as it stands: its tabs stay. */
function shown(line: string): string {
  return line
    .replace(/\r$/, "")
    .split("\t")
    .map((part) => (part === "" ? "" : displayName(part)))
    .join("\t");
}
