import type { ViewBundle, ViewStartPart } from "../../src/graph/view-bundles.js";
import { formatMs, formatShare } from "../text/time.js";
import { element } from "./dom.js";

const PARTS: readonly ViewStartPart["name"][] = ["interpreter", "unpacking", "imports", "main", "end"];
/** A start so many times the fastest is cut: else the fast ones would have no parts to see. */
const LONGEST = 8;

/** How many microseconds the whole width stands for. */
export function barScale(rows: readonly ViewBundle[]): number {
  const starts = rows.flatMap(({ startUs }) => (startUs === null ? [] : [startUs]));
  if (starts.length === 0) return 1;
  return Math.min(Math.max(...starts), LONGEST * Math.min(...starts));
}

/** What the colours stand for. */
export function startKey(): HTMLElement {
  const keys = PARTS.map((name) => element("li", {}, element("i", { class: `goes-${name}` }), name));
  return element("ul", { class: "goes-key" }, ...keys);
}

/** A start as long as it takes, in its parts, which stand below it as numbers. */
export function startBar({ startUs, parts, kind }: ViewBundle, scaleUs: number): HTMLElement {
  if (startUs === null) return element("span");
  const share = Math.min(1, startUs / scaleUs);
  const isCut = startUs > scaleUs;
  const sum = (parts ?? []).reduce((whole, { us }) => whole + us, 0);
  const bar = element("div", { class: `goes-bar${isCut ? " cut" : ""}`, "aria-hidden": "true" });
  bar.style.width = `${(share * 100).toFixed(2)}%`;
  if (parts == null || sum === 0) {
    const isOther = kind === "yardstick";
    bar.append(element("i", { class: isOther ? "goes-whole" : "goes-unknown" }));
    return element("div", {}, bar, ...(isOther ? [] : [element("small", {}, "not known")]));
  }
  const said = parts.map(({ name, us }) => {
    const own = (us / sum) * startUs;
    const part = element("i", { class: `goes-${name}`, title: `${name} ${formatMs(own)}, ${formatShare(us / sum)}` });
    part.style.flexGrow = String(us / sum);
    bar.append(part);
    return element("span", {}, `${name} ${(own / 1000).toFixed(1)}`);
  });
  return element("div", {}, bar, element("small", { class: "goes-said" }, ...said.flatMap((each) => [each, " "])));
}
