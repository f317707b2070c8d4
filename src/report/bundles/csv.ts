import type { Bundle } from "../../bundle/document.js";
import { csvCell } from "../csv-cell.js";
import type { BundlesFormat } from "./format.js";

const COLUMNS = [
  ...["bundle", "bundler", "works", "start_us", "lo_us", "hi_us", "ratio", "ratio_lo", "ratio_hi", "first_start_us"],
  ...["cold_us", "bytes", "files", "build_ms", "needs", "path", "fault", "skipped"],
];

/** One row a bundle, that of the program without one first, after RFC 4180: lines end in CRLF, the first names the columns. */
export const csv: BundlesFormat = {
  *render({ bundles, unbundled }) {
    yield `${COLUMNS.join(",")}\r\n`;
    for (const each of [{ ...unbundled, with: "" }, ...bundles]) yield `${cells(each).join(",")}\r\n`;
  },
};

function cells(bundle: Partial<Bundle>): (string | number)[] {
  const { wall, ratioToYardstick, lo, hi, works, skipped } = bundle;
  const text = (value: string | null | undefined): string => csvCell(value ?? "");
  return [
    text(bundle.with),
    text(bundle.bundler),
    works == null ? "" : works ? "yes" : "no",
    ...[wall?.medianUs ?? "", wall?.loUs ?? "", wall?.hiUs ?? "", ratioToYardstick ?? "", lo ?? "", hi ?? ""],
    ...[bundle.firstStartUs ?? "", bundle.coldUs ?? "", bundle.bytes ?? "", bundle.files ?? "", bundle.buildMs ?? ""],
    ...[text(bundle.needs), text(bundle.path), text(bundle.fault), text(skipped)],
  ];
}
