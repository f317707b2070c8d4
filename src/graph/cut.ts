import { FlowNetwork } from "./min-cut.js";
import type { RemovableStart } from "./removable.js";

/**
 * The cheapest sets of names that take some modules out of a start: of all of the least cost the one nearest to the entries,
 * which takes away the most, and the one nearest to the modules, which changes the least beside them.
 *
 * @param capacity what it costs to take each name away; 0 for one that is gone already, Infinity for one that must stay
 * @returns null where some way to them can't be cut; two equal sets are one
 */
export function cutsOf(
  start: RemovableStart,
  modules: readonly number[],
  capacity: readonly number[],
): readonly (readonly number[])[] | null {
  const network = new FlowNetwork();
  for (let node = 0; node < start.nodes; node++) network.addNode();
  const source = network.addNode();
  const sink = network.addNode();
  for (const entry of start.entries) network.addArc(source, entry, Number.POSITIVE_INFINITY);
  for (const module of modules) network.addArc(module, sink, Number.POSITIVE_INFINITY);
  const gate = new Map<number, { readonly importer: number; readonly node: number }>();
  for (let edge = 0; edge < start.importer.length; edge++) {
    const importer = start.importer[edge] ?? 0;
    const imported = start.imported[edge] ?? 0;
    const name = start.through[edge] ?? -1;
    if (name < 0) {
      network.addArc(importer, imported, Number.POSITIVE_INFINITY);
      continue;
    }
    const cost = capacity[name] ?? Number.POSITIVE_INFINITY;
    if (cost === 0) continue;
    let known = gate.get(name);
    if (known === undefined) {
      // All that a name imports goes through one arc: it is taken away as a whole.
      known = { importer, node: network.addNode() };
      gate.set(name, known);
      network.addArc(importer, known.node, cost);
    }
    network.addArc(known.node, imported, Number.POSITIVE_INFINITY);
  }
  const cut = network.minCut(source, sink);
  if (cut === null) return null;
  const early: number[] = [];
  const late: number[] = [];
  for (const [name, { importer, node }] of gate) {
    if (cut.fromSource[importer] === 1 && cut.fromSource[node] === 0) early.push(name);
    if (cut.toSink[importer] === 0 && cut.toSink[node] === 1) late.push(name);
  }
  const same = early.length === late.length && early.every((name) => late.includes(name));
  return same ? [early] : [early, late];
}
