import type { Evidence } from "../../src/graph/vocabulary.js";
import type { Model } from "../model/model.js";
import { displayName } from "../text/names.js";
import { counted } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";

/** What each kind of evidence cannot say. */
const CAVEATS: Record<Evidence, string> = {
  traced: "Traced: every import of the run is known, also those that found their module loaded already.",
  "cached-rows":
    "A shared module is booked on its first importer; later importers are known in part, so what deferring an import saves is at most what is shown.",
  static: "From the sources: what is imported, not what ran.",
  tree: "A tree: a shared module is booked on its first importer, so deferring that import may save less than shown.",
};

/** The evidence's caveat, and on demand what was not read. */
export function showNotes(model: Model): void {
  const { ignored, warnings } = model.data;
  const notes: HTMLElement[] = [element("p", {}, CAVEATS[model.graph.evidence])];
  const counts = [
    ...(warnings.length > 0 ? [counted(warnings.length, "warning")] : []),
    ...(ignored.lines > 0 ? [`${counted(ignored.lines, "line")} ignored`] : []),
  ];
  if (counts.length > 0) {
    const lines = ignored.first.map(({ line, text }) =>
      element("li", {}, element("b", {}, String(line)), nameElement(displayName(text))),
    );
    const told = warnings.map(({ message, file, line }) =>
      element("p", {}, displayName(`${message}${file === undefined ? "" : ` (${file}${line ? `:${line}` : ""})`}`)),
    );
    const rest = lines.length < ignored.lines ? `, the first ${lines.length}:` : ":";
    const body = element("div", {}, ...told);
    if (ignored.lines > 0) body.append(element("p", {}, `Lines that are no rows${rest}`), element("ol", {}, ...lines));
    notes.push(element("details", {}, element("summary", {}, counts.join(", ")), body));
  }
  byId("notes").replaceChildren(...notes);
}
