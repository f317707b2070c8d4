import type { ViewData } from "../../src/graph/view-data.js";
import type { Model } from "../model/model.js";
import { displayName } from "../text/names.js";
import { signedMs } from "../text/signs.js";
import { counted } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";

/** The evidence's caveat, and on demand what was not read. */
export function showNotes(model: Model): void {
  const said = [caveat(model), ...(model.data.notes ?? []).map((note) => `${capital(displayName(note))}.`)];
  writeNotes(said.join(" "), model.data.warnings, model.data.ignored);
}

/** What is to be known beside a picture, and on demand what is doubtful. */
export function writeNotes(said: string, warnings: ViewData["warnings"], ignored: ViewData["ignored"]): void {
  const notes: HTMLElement[] = [element("p", {}, said)];
  const counts = [
    ...(warnings.length > 0 ? [counted(warnings.length, "warning")] : []),
    ...(ignored.lines > 0 ? [`${counted(ignored.lines, "line")} ignored`] : []),
  ];
  if (counts.length > 0) {
    const lines = ignored.first.map(({ line, text }) =>
      element("li", {}, element("b", {}, String(line)), nameElement(displayName(text))),
    );
    const told = warnings.flatMap(({ message, file, line }) => {
      const [first = "", ...places] = message.split("\n");
      const told = displayName(`${first}${file === undefined ? "" : ` (${file}${line ? `:${line}` : ""})`}`);
      const listed = places.map((place) => element("li", {}, nameElement(displayName(place))));
      return [element("p", {}, told), ...(listed.length > 0 ? [element("ul", {}, ...listed)] : [])];
    });
    const rest = lines.length < ignored.lines ? `, the first ${lines.length}:` : ":";
    const body = element("div", {}, ...told);
    if (ignored.lines > 0) body.append(element("p", {}, `Lines that are no rows${rest}`), element("ol", {}, ...lines));
    notes.push(element("details", {}, element("summary", {}, counts.join(", ")), body));
  }
  byId("notes").replaceChildren(...notes);
}

function caveat({ compared, words, graph }: Model): string {
  if (compared === null) return words.caveats[graph.evidence];
  const { speed, same } = compared.diff;
  const rest = `the other ${counted(same.modules, words.one)} of both: ${signedMs(same.afterUs - same.beforeUs)}, within noise each`;
  const judged =
    speed === null
      ? "times are compared as they are"
      : `growth is judged at AFTER's speed, ${speed.ratio.toFixed(2)} × by ${counted(speed.modules, words.one)} of the runtime`;
  return `Matched by name; ${judged}; ${rest}.`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
