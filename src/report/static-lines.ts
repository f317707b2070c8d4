import type { Analysis } from "./format.js";
import { count, thousands } from "./terminal/units.js";

const NAMES = 3;

/** What a static graph says beside its tree, as sentences; none for a recorded start. Names stand in them as they are. */
export function staticLines({ graph, static: facts }: Analysis): string[] {
  if (facts === undefined) return [];
  const named = (modules: readonly number[]): string => {
    const names = modules.slice(0, NAMES).map((module) => graph.modules.name[module] ?? "");
    const rest = modules.length - names.length;
    return rest > 0 ? `${names.join(", ")} and ${thousands(rest)} more` : names.join(", ");
  };
  const found = facts.named ? "" : ", which nothing imports (--entry MODULE begins with another)";
  const lines = [`the tree begins with ${named(facts.entries)}${found}`];
  const late = facts.deferred > 0 ? [`${count(facts.deferred, "module")} only by deferred imports`] : [];
  const never = facts.never > 0 ? [`${thousands(facts.never)} not at all`] : [];
  if (late.length + never.length > 0) lines.push(`reached from there ${[...late, ...never].join(", ")}: not drawn`);
  const [largest] = facts.cycles;
  if (largest !== undefined) {
    const of = facts.cycles.length === 1 ? "of" : "the largest of";
    lines.push(
      `${count(facts.cycles.length, "cycle")} of eager imports, ${of} ${thousands(largest.length)} modules: ${named(largest)}`,
    );
  }
  return lines;
}
