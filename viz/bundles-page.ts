import type { ViewBundlesPage } from "../src/graph/view-bundles.js";
import { displayName } from "./text/names.js";
import { bundleTable, notBuiltList } from "./views/bundle-table.js";
import { byId, element, nameElement } from "./views/dom.js";
import { writeNotes } from "./views/notes.js";
import { showTheme } from "./views/theme.js";

const NOTE =
  "Starts are medians of runs in turns, with their 95 % intervals. Where a start goes comes from further, recorded starts, " +
  "without what recording takes, drawn as long as the start: the interpreter with its launcher; unpacking until the " +
  "program begins to load; imports with reading and compiling what they load; main with waiting; the end.";

/** The page of bundles that are compared: what to ship, and what each costs. */
export function showBundles({ tool, bundles, warnings }: ViewBundlesPage): void {
  document.title = `${displayName(bundles.command)} · bundles · importperf`;
  document.body.classList.add("bundles");
  byId("title").replaceChildren(nameElement(displayName(bundles.command)));
  byId("runtime").replaceChildren(nameElement(["bundles", displayName(bundles.entry), displayName(tool)].join(" · ")));
  showTheme(() => {});
  const main = element("main", { class: "bundle-page" });
  main.append(
    element("p", { class: "verdict" }, displayName(bundles.recommendation)),
    ...(bundles.rows.length > 0 ? [bundleTable(bundles)] : []),
    ...(bundles.notBuilt.length > 0 ? [notBuiltList(bundles.notBuilt)] : []),
  );
  for (const part of [byId("legend"), byId("colour-label"), byId("colour-by")]) part.remove();
  document.querySelector("main")?.replaceWith(main);
  writeNotes(bundles.rows.some(({ parts }) => parts !== undefined) ? NOTE : "", warnings, { lines: 0, first: [] });
}
