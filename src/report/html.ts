import { packGraph } from "../graph/pack.js";
import type { ViewData } from "../graph/view-data.js";
import type { Analysis, ReportFormat, ReportOptions } from "./format.js";

const PLACE = "{{data}}";

/** The view: one page that holds its script, its style and the data. */
export const html: ReportFormat = {
  name: "html",
  extension: ".html",
  *render(analysis: Analysis, options: ReportOptions): Iterable<string> {
    const page = options.viewPage?.();
    const at = page?.indexOf(PLACE) ?? -1;
    if (page === undefined || at < 0)
      throw new Error("the html report needs the view's page with a place for its data");
    yield page.slice(0, at);
    yield* jsonPieces(viewData(analysis));
    yield page.slice(at + PLACE.length);
  },
};

function viewData(analysis: Analysis): ViewData {
  const { tool, inputs, graph, functions, ignored, warnings } = analysis;
  return { tool, inputs, graph: packGraph(graph), ...(functions ? { functions } : {}), ignored, warnings };
}

/** The JSON text of a value, its objects' fields down to the third level each a piece of their own. */
function* jsonPieces(value: unknown, level = 0): Iterable<string> {
  if (level === 3 || value === null || typeof value !== "object" || Array.isArray(value)) {
    yield escapeForScript(JSON.stringify(value));
    return;
  }
  let before = "{";
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    yield `${before}${escapeForScript(JSON.stringify(key))}:`;
    yield* jsonPieces(field, level + 1);
    before = ",";
  }
  yield before === "{" ? "{}" : "}";
}

/** JSON stays the same JSON; nothing in it can end the script element that holds it. */
function escapeForScript(json: string): string {
  return json.replace(/[<\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
