import type { ViewBundlesPage } from "../graph/view-bundles.js";
import type { ViewData } from "../graph/view-data.js";

const PLACE = "{{data}}";

/**
 * The view's page with its data in it.
 *
 * @param viewPage gives the built page with `{{data}}` where its data goes
 */
export function* pageWith(viewPage: (() => string) | undefined, data: ViewData | ViewBundlesPage): Iterable<string> {
  const page = viewPage?.();
  const at = page?.indexOf(PLACE) ?? -1;
  if (page === undefined || at < 0) throw new Error("the html report needs the view's page with a place for its data");
  yield page.slice(0, at);
  yield* jsonPieces(data);
  yield page.slice(at + PLACE.length);
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
