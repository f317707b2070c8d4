import { join } from "node:path";
import { analyze } from "../analyze/analyze.js";
import { diff } from "../diff/diff.js";
import { makeFolder, type Piece, writeFileWhole } from "../io/output.js";
import { viewPage } from "../io/view-page.js";
import { html as htmlOfDiff } from "../report/diff/html.js";
import type { Analysis } from "../report/format.js";
import { html } from "../report/html.js";
import { profile } from "../report/profile.js";

/** What the two sides were seen to load; null for one that was not recorded. */
export interface Starts {
  base: Analysis | null;
  head: Analysis | null;
}

/**
 * Writes what was recorded into a folder: `base.profile.json` and `head.profile.json`, and `view.html`, both in one picture or the
 * only one that there is.
 *
 * @param packageRoot the package's folder
 */
export async function keepStarts(folder: string, starts: Starts, packageRoot: string, tool: string): Promise<void> {
  const options = { top: 10, width: 80, colour: false, viewPage: () => viewPage(packageRoot) };
  makeFolder(folder);
  const kept: string[] = [];
  for (const side of ["base", "head"] as const) {
    const analysis = starts[side];
    if (analysis === null) continue;
    const file = join(folder, `${side}.profile.json`);
    writeFileWhole(file, profile.render(analysis, options));
    kept.push(file);
  }
  const [one, two] = kept;
  if (one === undefined) return;
  const page: Iterable<Piece> =
    two === undefined
      ? html.render(await analyze([one], { tool }), options)
      : htmlOfDiff.render(await diff(one, two, { tool }), options);
  writeFileWhole(join(folder, "view.html"), page);
}
