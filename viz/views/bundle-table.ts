import type { ViewBundle, ViewBundles, ViewCell, ViewNotBuilt } from "../../src/graph/view-bundles.js";
import { displayName } from "../text/names.js";
import { barScale, startBar, startKey } from "./bundle-bar.js";
import { breakableName, element } from "./dom.js";

/** One row a bundle, with what it is compared with between them, by start. */
export function bundleTable({ rows, yardstick }: ViewBundles): HTMLElement {
  const hasParts = rows.some(({ parts }) => parts !== undefined);
  const hasCold = rows.some(({ cold }) => cold.text !== "");
  const ratio =
    yardstick === null ? [] : [column("ratio", `× ${displayName(yardstick)}`, ({ ratio }) => figure(ratio))];
  const scale = barScale(rows);
  const parts = hasParts ? [column("goes", "Where the start goes", (row) => [startBar(row, scale)], startKey())] : [];
  const columns = [
    column("start", "Start", ({ start }) => figure(start)),
    ...ratio,
    ...parts,
    ...(hasCold ? [column("cold", "Cold", ({ cold }) => figure(cold))] : []),
    column("first", "First", ({ first }) => figure(first)),
    column("size", "Size", ({ size }) => figure(size)),
    column("build", "Build", ({ build }) => figure(build)),
    column("needs", "Needs", ({ needs }) => (needs === "" ? [] : [displayName(needs)])),
    column("works", "Works", ({ works }) => (works === null ? [] : [worksMark(works)])),
  ];
  const heads = [element("th", { scope: "col" }, "Bundle"), ...columns.map(({ head }) => head)];
  const body = element("tbody");
  for (const row of rows) {
    const cells = columns.map(({ name, title, of }) => element("td", { class: name, "data-title": title }, ...of(row)));
    body.append(element("tr", { class: row.kind }, nameCell(row), ...cells));
    if (row.works?.ok === false)
      body.append(
        element("tr", { class: "why" }, element("td", { colspan: String(heads.length) }, displayName(row.works.why))),
      );
  }
  const table = element("table", { class: "bundle-table" }, element("thead", {}, element("tr", {}, ...heads)), body);
  return element("section", { class: "sideways", "aria-label": "Bundles", tabindex: "0" }, table);
}

interface Column {
  readonly name: string;
  readonly title: string;
  readonly head: HTMLElement;
  readonly of: (row: ViewBundle) => (Node | string)[];
}

function column(name: string, title: string, of: Column["of"], ...more: Node[]): Column {
  return { name, title, head: element("th", { scope: "col", class: name }, title, ...more), of };
}

function nameCell({ name, version, path }: ViewBundle): HTMLElement {
  const more = version === "" ? [] : [element("small", {}, displayName(version))];
  return element(
    "th",
    { scope: "row", ...(path === "" ? {} : { title: displayName(path) }) },
    breakableName(displayName(name)),
    ...more,
  );
}

function figure({ text, more }: ViewCell): Node[] {
  if (text === "") return [];
  return [element("b", {}, text), ...(more === "" ? [] : [element("small", {}, more)])];
}

function worksMark({ ok, checked }: { readonly ok: boolean; readonly checked: string }): HTMLElement {
  if (!ok) return element("b", { class: "bad" }, "no");
  const more = checked === "" ? [] : [element("small", {}, checked)];
  return element("span", {}, element("b", {}, "yes"), ...more);
}

/** Bundlers that failed, with their last words; those that are not there, with what installs them. */
export function notBuiltList(notBuilt: readonly ViewNotBuilt[]): HTMLElement {
  const item = ({ name, failed, why, said, log }: ViewNotBuilt): HTMLElement[] => [
    element("dt", {}, breakableName(displayName(name)), element("small", {}, failed ? "failed" : "skipped")),
    element(
      "dd",
      failed ? { class: "failed" } : {},
      displayName(why),
      ...(said.length > 0 ? [element("pre", { tabindex: "0" }, said.map(displayName).join("\n"))] : []),
      ...(log === "" ? [] : [element("p", { class: "log" }, "Log: ", breakableName(displayName(log)))]),
    ),
  ];
  return element(
    "section",
    { class: "not-built" },
    element("h2", {}, "Not built"),
    element("dl", {}, ...notBuilt.flatMap(item)),
  );
}
