import type { Bundle, BundlesDocument, BundleTimes } from "../../bundle/document.js";
import { ratioText } from "../bench/ratios.js";
import { markdownTable } from "../markdown-table.js";
import { markdownName, markdownText } from "../markdown-text.js";
import { milliseconds, time } from "../terminal/units.js";
import { sizeText } from "./amounts.js";
import type { BundlesFormat } from "./format.js";
import { absentText, builtOf, commandText, isCold, optimizedText, worksText } from "./words.js";

/** A table for a pull request or a README, in GitHub's Markdown. */
export const markdown: BundlesFormat = {
  *render(document) {
    const { yardstick, unbundled, recommendation, bundles, warnings, optimized } = document;
    yield `${markdownName(commandText(document))}\n\n`;
    const hasCold = isCold(document);
    const rows = [
      ...builtOf(document).map((bundle) => [
        markdownName(bundle.with),
        ...timeCells(bundle),
        optional(bundle.firstStartUs),
        ...(hasCold ? [optional(bundle.coldUs)] : []),
        ...priceCells(bundle),
      ]),
      ["without a bundle", ...timeCells(unbundled), "", ...(hasCold ? [optional(unbundled.coldUs)] : [])],
      ...(yardstick === null ? [] : [[markdownName(yardstick.name), ...yardstickCells(yardstick)]]),
    ];
    const titles = heads(document, hasCold);
    yield markdownTable(
      titles,
      rows.map((row) => [...row, ...Array.from({ length: titles.length - row.length }, () => "")]),
    );
    if (recommendation !== null) yield `\n${markdownText(recommendation)}\n`;
    if (optimized !== undefined) yield `\n${markdownText(optimizedText(optimized))}\n`;
    const notes = [
      ...bundles
        .filter(({ fault, works }) => works === false && fault !== null)
        .map(({ with: kind, fault }) => [kind, `does not work: ${fault}`]),
      ...bundles.filter(({ works }) => works === null).map((bundle) => [bundle.with, absentText(bundle)]),
    ].map(([kind = "", said = ""]) => `- ${markdownName(kind)} ${markdownText(said)}`);
    const said = [...notes, ...warnings.map(({ message }) => `- ${markdownText(message)}`)];
    if (said.length > 0) yield `\n${said.join("\n")}\n`;
  },
};

function heads({ yardstick }: BundlesDocument, hasCold: boolean): string[] {
  const ratio = yardstick === null ? "Ratio" : `x ${markdownName(yardstick.name)}`;
  const times = ["Bundle", "Start", "95 % interval", ratio, "First start"];
  return [...times, ...(hasCold ? ["Cold"] : []), "Size", "Files", "Build", "Needs", "Works"];
}

function timeCells({ wall, ratioToYardstick, lo, hi }: BundleTimes): string[] {
  const ratio =
    ratioToYardstick === null ? "" : `${ratioText(ratioToYardstick)} (${ratioText(lo ?? 0)} to ${ratioText(hi ?? 0)})`;
  if (wall === null) return ["", "", ratio];
  return [time(wall.medianUs), `${milliseconds(wall.loUs)} to ${milliseconds(wall.hiUs)}`, ratio];
}

function priceCells(bundle: Bundle): string[] {
  const { bytes, files, buildMs, needs } = bundle;
  return [
    bytes === null ? "" : sizeText(bytes),
    String(files ?? ""),
    buildMs === null ? "" : time(buildMs * 1000),
    markdownText(needs ?? "nothing"),
    worksText(bundle),
  ];
}

function yardstickCells({ wall }: NonNullable<BundlesDocument["yardstick"]>): string[] {
  return timeCells({ wall, coldUs: null, ratioToYardstick: null, lo: null, hi: null });
}

function optional(us: number | null): string {
  return us === null ? "" : time(us);
}
