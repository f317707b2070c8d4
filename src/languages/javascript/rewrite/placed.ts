import { offsetOf, type Standing } from "../judge/placing.js";
import type { Changes } from "./changes.js";
import type { Layout } from "./layout.js";
import type { TakenStatement } from "./taken.js";

/** A statement on its way: as text, without its semicolon. */
export interface Arriving {
  readonly standing: Standing;
  readonly statement: string;
  readonly taken: TakenStatement;
}

/** Puts statements where they are to stand; those of one place in the order in which they are given. */
export function place(changes: Changes, layout: Layout, all: readonly Arriving[]): void {
  const places = new Map<number, Arriving[]>();
  for (const one of all) {
    const offset = offsetOf(one.standing);
    const others = places.get(offset);
    if (others === undefined) places.set(offset, [one]);
    else others.push(one);
  }
  for (const [offset, arriving] of places) {
    const standing = arriving[0]?.standing;
    if (standing?.how === "body") {
      changes.insert(offset, `{ ${arriving.map(({ statement }) => `${statement}; `).join("")}return `);
      changes.insert(standing.body.node.end, "; }");
    } else if (standing?.how === "statement")
      beforeStatement(changes, layout, offset, standing.block.node.start, arriving);
  }
}

function beforeStatement(
  changes: Changes,
  layout: Layout,
  offset: number,
  blockStart: number,
  arriving: readonly Arriving[],
): void {
  const indent = layout.indentOf(offset);
  if (indent === null) {
    changes.insert(offset, arriving.map(({ statement }) => `${statement}; `).join(""));
    return;
  }
  const lineBreak = layout.breakNear(offset);
  const isHazard = /^[([`/+-]/.test(layout.text.slice(offset, offset + 1));
  let text = "";
  arriving.forEach(({ statement, taken }, i) => {
    const isLast = i === arriving.length - 1;
    for (const comment of taken.above) text += indent + comment + lineBreak;
    const semicolon = taken.hasSemicolon || (isLast && isHazard) ? ";" : "";
    text += indent + statement + semicolon + (taken.behind === null ? "" : ` ${taken.behind}`) + lineBreak;
  });
  let at = layout.lineStart(offset);
  for (let one = layout.commentAbove(at); one !== null && one.start > blockStart; one = layout.commentAbove(at))
    at = layout.lineStart(one.start);
  changes.insert(at, text);
}
