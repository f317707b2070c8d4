import type { Bundle, BundleAnatomy, BundlesDocument, BundleTimes } from "../../bundle/document.js";
import type { ViewBundle, ViewCell, ViewStartPart } from "../../graph/view-bundles.js";
import { ratioText } from "../bench/ratios.js";
import { pageWith } from "../page.js";
import { time } from "../terminal/units.js";
import { sizeText } from "./amounts.js";
import type { BundlesFormat } from "./format.js";
import { builtOf, commandText, intervalText, verdictText } from "./words.js";

const NOTHING: ViewCell = { text: "", more: "" };

/** The table of bundles as a page of the view, with a bar for each that shows where its start goes. */
export const html: BundlesFormat = {
  *render(document, options) {
    const { bundles, tool, entry, yardstick, warnings } = document;
    yield* pageWith(options.viewPage, {
      tool,
      bundles: {
        command: commandText(document),
        entry,
        recommendation: verdictText(document),
        yardstick: yardstick?.name ?? null,
        rows: rows(document),
        notBuilt: bundles
          .filter(({ works }) => works === null)
          .map(({ with: name, skipped, fault, said, log }) => ({
            name,
            failed: skipped === undefined,
            why: skipped ?? fault ?? "unknown",
            said,
            log: log ?? "",
          })),
      },
      warnings,
    });
  },
};

/** Those that work, with what they are compared with, by their start; then those that don't. */
function rows(document: BundlesDocument): ViewBundle[] {
  const { unbundled, yardstick } = document;
  const built = builtOf(document);
  const best = built.find(({ works }) => works === true);
  const beside: ViewBundle[] = [
    { ...compared(unbundled), name: "without a bundle", kind: "unbundled" },
    ...(yardstick === null
      ? []
      : [{ ...compared({ ...NO_TIMES, wall: yardstick.wall }), name: yardstick.name, kind: "yardstick" as const }]),
  ];
  const worth = ({ works }: ViewBundle): number => (works?.ok === false ? 1 : 0);
  const start = ({ startUs }: ViewBundle): number => startUs ?? 1e15;
  return [...built.map((bundle) => bundleRow(bundle, bundle === best)), ...beside].sort(
    (one, other) => worth(one) - worth(other) || start(one) - start(other),
  );
}

const NO_TIMES: BundleTimes = { wall: null, coldUs: null, ratioToYardstick: null, lo: null, hi: null };

function compared(times: BundleTimes): Omit<ViewBundle, "name" | "kind"> {
  const none = { version: "", first: NOTHING, size: NOTHING, build: NOTHING, needs: "", works: null, path: "" };
  return { ...none, ...timeCells(times) };
}

function bundleRow(bundle: Bundle, isBest: boolean): ViewBundle {
  const { with: name, bundler, bytes, files, buildMs, fromCache, needs, works, fault, path } = bundle;
  return {
    name,
    kind: isBest ? "best" : "bundle",
    version: isOurs(name) ? "" : (bundler ?? ""),
    ...timeCells(bundle),
    first: optional(bundle.firstStartUs),
    size: bytes === null ? NOTHING : { text: sizeText(bytes), more: `${files ?? 0} ${files === 1 ? "file" : "files"}` },
    build: buildMs === null ? NOTHING : { text: time(buildMs * 1000), more: fromCache ? "kept" : "" },
    needs: needs ?? "nothing",
    works: { ok: works === true, checked: checkedText(bundle), why: works === false ? (fault ?? "") : "" },
    path: path ?? "",
  };
}

function checkedText({ checks }: Bundle): string {
  const known = checks.filter(({ ok }) => ok !== null).length;
  return known === checks.length ? "" : `${known} of ${checks.length} checked`;
}

/** Their versions are those of this program. */
function isOurs(kind: string): boolean {
  return kind === "folder" || kind === "zip";
}

function timeCells({ wall, ratioToYardstick: ratio, lo, hi, coldUs, anatomy }: BundleTimes) {
  return {
    startUs: wall?.medianUs ?? null,
    start: wall === null ? NOTHING : { text: time(wall.medianUs), more: intervalText(wall) },
    ratio:
      ratio === null ? NOTHING : { text: ratioText(ratio), more: `${ratioText(lo ?? 0)} to ${ratioText(hi ?? 0)}` },
    cold: optional(coldUs),
    ...(anatomy === undefined ? {} : { parts: anatomy === null ? null : startParts(anatomy) }),
  };
}

function optional(us: number | null): ViewCell {
  return us === null ? NOTHING : { text: time(us), more: "" };
}

function startParts({ interpreterUs, unpackingUs, importsUs, mainUs, endUs }: BundleAnatomy): ViewStartPart[] {
  const parts: readonly [ViewStartPart["name"], number | null][] = [
    ["interpreter", interpreterUs],
    ["unpacking", unpackingUs],
    ["imports", importsUs],
    ["main", mainUs],
    ["end", endUs],
  ];
  return parts.flatMap(([name, us]) => (us === null || us === 0 ? [] : [{ name, us }]));
}
