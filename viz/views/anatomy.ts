import { type AnatomyParts, anatomyParts } from "../../src/graph/anatomy-parts.js";
import type { ImportGraph } from "../../src/graph/graph.js";
import type { State } from "../state.js";
import { counted, formatMs, formatShare } from "../text/time.js";
import { byId, element } from "./dom.js";
import { fontMeasure } from "./measure.js";

/** A part of less is told by its tip and by the panel alone. */
const LEAST_SHARE = 0.0005;
/** Pixels of a part that its text does not get. */
const PADDING = 12;

/**
 * Where the whole start went, as the row above the tree: the tree is what its "imports" opens into. Of two compared
 * starts one row each, to one scale. Nothing where no start was recorded.
 */
export function showAnatomy(state: State): void {
  const { compared, graph } = state.model;
  const section = byId("anatomy");
  const of = (side: ImportGraph) => anatomyParts(side.recorded?.anatomy);
  const bars: [string, AnatomyParts][] = [];
  for (const [label, side] of compared === null
    ? ([["", graph]] as const)
    : ([
        ["before", compared.before],
        ["after", compared.after],
      ] as const)) {
    const parts = of(side);
    if (parts !== null) bars.push([label, parts]);
  }
  section.hidden = bars.length === 0;
  if (bars.length === 0) return;
  const longest = Math.max(...bars.map(([, { us }]) => us));
  const measures = new Map<string, Measure>();
  // Some parts are bold.
  const measureOf: MeasureOf = (part) => {
    const style = getComputedStyle(part);
    const measure = measures.get(style.fontWeight) ?? fontMeasure(style);
    measures.set(style.fontWeight, measure);
    return measure;
  };
  const draw = () => {
    const rows = bars.map(([label, anatomy]) => row(label, anatomy, longest));
    section.replaceChildren(...rows, ...(compared === null ? [lens()] : []));
    const width = section.clientWidth - (compared === null ? 0 : LABEL);
    for (const [at, [, anatomy]] of bars.entries()) fit(rows[at], anatomy, (width * anatomy.us) / longest, measureOf);
    if (compared === null) aim(section);
  };
  new ResizeObserver(draw).observe(section);
  draw();
}

/** Pixels of the label of a row, where there are two. */
const LABEL = 56;

type Measure = (text: string) => number;
type MeasureOf = (part: HTMLElement) => Measure;

function row(label: string, anatomy: AnatomyParts, longest: number): HTMLElement {
  const bar = element("ul", { class: "parts-of-start" });
  bar.style.width = `${(anatomy.us / longest) * 100}%`;
  for (const { name, us, share } of anatomy.parts) {
    const told = `${name} ${formatMs(us)}, ${formatShare(share)} of ${formatMs(anatomy.us)}`;
    const more = name === "imports" ? inImports(anatomy) : "";
    const part = element("li", { class: `part ${name}`, title: told + more, "aria-label": told + more });
    part.style.flexGrow = String(share);
    bar.append(part);
  }
  const named = label === "" ? [] : [element("span", { class: "of" }, label)];
  const line = element("div", { class: "start" }, ...named, element("div", { class: "bar" }, bar));
  const rest = element("p", { class: "rest" });
  return element("div", {}, rest, line);
}

function inImports({ ofImports }: AnatomyParts): string {
  return ofImports.length === 0 ? "" : ` (${ofImports.map(({ name, us }) => `${name} ${formatMs(us)}`).join(", ")})`;
}

/** Writes into each part what fits, and what does not fit into a line below. */
function fit(row: HTMLElement | undefined, anatomy: AnatomyParts, width: number, measureOf: MeasureOf): void {
  const left: string[] = [];
  const items = [...(row?.querySelectorAll("li") ?? [])];
  for (const [at, { name, us, share }] of anatomy.parts.entries()) {
    const item = items[at];
    if (item === undefined) continue;
    const figures = `${formatShare(share)} · ${formatMs(us)}`;
    const room = (width - anatomy.parts.length) * share - PADDING;
    const measure = measureOf(item);
    const shown = [`${name} ${figures}`, `${name} ${formatShare(share)}`, name].find((text) => measure(text) <= room);
    item.textContent = shown ?? "";
    if ((shown === undefined || shown === name) && share >= LEAST_SHARE) left.push(`${name} ${figures}`);
  }
  const { collector } = anatomy;
  if (collector !== null) {
    const times = collector.collections === null ? "" : ` in ${counted(collector.collections, "collection")}`;
    left.push(`collector ${formatShare(collector.share)} of all · ${formatMs(collector.us)}${times}`);
  }
  const rest = row?.querySelector(".rest");
  if (!(rest instanceof HTMLElement)) return;
  rest.textContent = left.join("   ");
  rest.title = left.join("\n");
  rest.hidden = left.length === 0;
}

function lens(): HTMLElement {
  return element("div", { class: "lens", "aria-hidden": "true" });
}

/** From the edges of "imports" to those of the tree. */
function aim(section: HTMLElement): void {
  const made = section.querySelector(".lens");
  const imports = section.querySelector(".imports");
  if (!(made instanceof HTMLElement)) return;
  made.hidden = imports === null;
  if (imports === null) return;
  const whole = made.getBoundingClientRect();
  const { left, right } = imports.getBoundingClientRect();
  const from = `${left - whole.left}px`;
  const to = `${right - whole.left}px`;
  made.style.clipPath = `polygon(${from} 0, ${to} 0, 100% 100%, 0 100%)`;
}
