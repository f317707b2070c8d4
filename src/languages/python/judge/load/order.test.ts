import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../../../../graph/builder.js";
import type { ImportGraph } from "../../../../graph/graph.js";
import { orderChange } from "./order.js";

/** Behind all imports. */
const LAST = 1_000_000;
const test = suite("order of loads");

/** A traced graph in which each module imports others in the order given; the first is what runs. */
function graphOf(imports: Readonly<Record<string, readonly string[]>>): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  const process = builder.addProcess();
  const met = new Set<string>();
  const load = (name: string, importer: number): void => {
    met.add(name);
    const own = builder.addLoad(builder.addModule(name), process, importer, 1);
    for (const [line, each] of (imports[name] ?? []).entries()) {
      const isNew = !met.has(each);
      const row = { importer: builder.addModule(name), imported: builder.addModule(each), line: line + 1 };
      builder.addImport({ ...row, ran: true, loaded: isNew });
      if (isNew) load(each, own);
    }
  };
  load(Object.keys(imports)[0] ?? "", -1);
  return builder.finish();
}

function change(
  imports: Readonly<Record<string, readonly string[]>>,
  gone: string,
  free: readonly string[] = [],
): string | null {
  const graph = graphOf(imports);
  const { name } = graph.modules;
  const { importer, imported } = graph.imports;
  const isGone = (row: number): boolean => `${name[importer[row] ?? 0]}>${name[imported[row] ?? 0]}` === gone;
  const found = orderChange(graph, isGone, (module) => (free.includes(name[module] ?? "") ? null : LAST));
  return found === null ? null : `${found.kind} ${name[found.second]} ${name[found.first]}`;
}

test("without a, y comes before x", () => {
  const imports = { main: ["a", "b"], a: ["x", "y"], b: ["y", "x"], x: [], y: [] };
  assert.is(change(imports, "main>a"), "order x y");
  assert.is(change(imports, "main>a", ["x"]), null);
  assert.is(change(imports, "main>b"), null);
});

test("what stands before an import counts too", () => {
  const graph = graphOf({ main: ["a", "b"], a: ["y"], b: ["y"], y: [] });
  const gone = (row: number): boolean => graph.imports.imported[row] === graph.modules.name.indexOf("a");
  assert.is(
    orderChange(graph, gone, () => LAST),
    null,
  );
  // b's first lines ran behind y, and now run before it.
  assert.equal(orderChange(graph, gone, () => 0)?.kind, "order");
});

test("what goes altogether changes no order", () => {
  assert.is(change({ main: ["a", "b"], a: ["x"], b: [], x: [] }, "main>a"), null);
});

test("a circle that is entered by another of its modules, effects or not", () => {
  const imports = { main: ["a", "b"], a: ["b"], b: ["c"], c: ["b"] };
  assert.is(change({ main: ["b", "c"], b: ["c"], c: ["b"] }, "main>b", ["b", "c"]), "cycle b c");
  assert.is(change(imports, "main>a", ["a", "b", "c"]), null);
});

test("a load that began in a function keeps its place", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  const process = builder.addProcess();
  const [main, a, late, b] = ["main", "a", "late", "b"].map((name) => builder.addModule(name)) as [
    number,
    number,
    number,
    number,
  ];
  const own = builder.addLoad(main, process, -1, 1);
  for (const module of [a, late, b]) builder.addLoad(module, process, own, 1);
  builder.addImport({ importer: main, imported: a, line: 1, ran: true, loaded: true });
  builder.addImport({ importer: main, imported: b, line: 2, ran: true, loaded: true });
  builder.addImport({ importer: a, imported: b, line: 1, when: "deferred", ran: true });
  const graph = builder.finish();
  assert.is(
    orderChange(
      graph,
      (row) => row === 0,
      () => LAST,
    ),
    null,
  );
});

/** Modules in the order in which they begin and end, were one import not there. */
function simulated(
  imports: Readonly<Record<string, readonly string[]>>,
  without: string,
): { begun: string[]; ended: string[] } {
  const begun: string[] = [];
  const ended: string[] = [];
  const load = (module: string): void => {
    if (begun.includes(module)) return;
    begun.push(module);
    for (const each of imports[module] ?? []) if (`${module}>${each}` !== without) load(each);
    ended.push(module);
  };
  load("m0");
  return { begun, ended };
}

/** Whether modules are imported by each other. */
function inCircle(
  imports: Readonly<Record<string, readonly string[]>>,
  without: string,
  a: string,
  b: string,
): boolean {
  const reaches = (from: string, to: string, met = new Set<string>()): boolean =>
    (imports[from] ?? []).some((each) => {
      if (`${from}>${each}` === without || met.has(each)) return false;
      met.add(each);
      return each === to || reaches(each, to, met);
    });
  return reaches(a, b) && reaches(b, a);
}

test("a change is what a plain simulation finds", () => {
  const lists = fc.array(fc.uniqueArray(fc.nat(5), { maxLength: 4 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(lists, fc.nat(200), (rows, drawn) => {
      const lines = rows.map((row, i) => [`m${i}`, row.filter((to) => to !== i).map((to) => `m${to}`)] as const);
      const imports = Object.fromEntries(lines);
      const graph = graphOf(imports);
      const { name } = graph.modules;
      assert.is(
        orderChange(
          graph,
          () => false,
          () => LAST,
        ),
        null,
      );
      if (graph.imports.count === 0) return;
      const row = drawn % graph.imports.count;
      const without = `${name[graph.imports.importer[row] ?? 0]}>${name[graph.imports.imported[row] ?? 0]}`;
      const [before, after] = [simulated(imports, ""), simulated(imports, without)];
      const isLeft = (each: string): boolean => after.begun.includes(each);
      const others = before.begun.filter(isLeft);
      const circles = after.begun.some((a, i) =>
        after.begun.slice(i + 1).some((b) => others.indexOf(b) < others.indexOf(a) && inCircle(imports, without, a, b)),
      );
      const ends = before.ended.filter(isLeft).join() !== after.ended.join();
      const found = orderChange(
        graph,
        (each) => each === row,
        () => LAST,
      );
      assert.is(found?.kind ?? null, circles ? "cycle" : ends ? "order" : null);
    }),
    { numRuns: 500 },
  );
});

test.run();
