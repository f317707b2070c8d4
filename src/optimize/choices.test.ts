import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import type { ImportGraph } from "../graph/graph.js";
import { Choices } from "./choices.js";
import { ModuleNumbers, type RecordedStart } from "./starts.js";

const test = suite("choices among the same names");
const MODULES = 7;
type Import = readonly [importer: number, imported: number];

/** Modules of which each imports later ones, one on each line, and is loaded by the first that does; 1 ms each. */
function graphOf(imports: readonly Import[]): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  const process = builder.addProcess();
  const met = new Set<number>();
  const load = (module: number, importer: number): void => {
    met.add(module);
    const own = builder.addLoad(builder.addModule(`m${module}`), process, importer, 1000);
    for (const [line, [from, to]] of imports.entries()) {
      if (from !== module) continue;
      const row = { importer: builder.addModule(`m${from}`), imported: builder.addModule(`m${to}`), line: line + 1 };
      builder.addImport({ ...row, ran: true, loaded: !met.has(to) });
      if (!met.has(to)) load(to, own);
    }
  };
  load(0, -1);
  return builder.finish();
}

interface State {
  readonly isRefused: boolean;
  readonly way: number;
}

/** A name for each import; by its second way it would run all the same. */
function namesOf(imports: readonly Import[], states: readonly State[]) {
  return imports.map(([importer, imported], at) => {
    const { isRefused, way } = states[at] ?? { isRefused: false, way: 0 };
    const text = `m${imported}`;
    const place = { file: `m${importer}.py`, importer: `m${importer}`, line: at + 1, column: 0, index: 0 };
    return {
      name: { ...place, text, from: null, bound: text, imported: [text] },
      refusal: isRefused ? {} : null,
      way,
      effort: 1,
      runsAnyway: () => !isRefused && way === 1,
    };
  });
}

function choicesOf(imports: readonly Import[]): Choices {
  const graph = graphOf(imports);
  const numbers = new ModuleNumbers();
  for (const name of graph.modules.name) numbers.of(name);
  const start: RecordedStart = { graph, process: 0, weight: 1 };
  return new Choices([start], numbers, 500);
}

const program = fc
  .uniqueArray(fc.tuple(fc.nat(MODULES - 2), fc.integer({ min: 1, max: MODULES - 1 })), {
    minLength: 1,
    maxLength: 12,
    selector: ([from, to]) => `${from} ${to}`,
  })
  .map((all): Import[] => [[0, 1], ...all.filter(([from, to]) => from < to && `${from} ${to}` !== "0 1")]);
const states = fc.array(fc.array(fc.record({ isRefused: fc.boolean(), way: fc.nat(1) }), { maxLength: 13 }), {
  minLength: 2,
  maxLength: 6,
});

test("what is chosen follows from the state alone, whatever was chosen before", () => {
  fc.assert(
    fc.property(program, states, (imports, all) => {
      const kept = choicesOf(imports);
      for (const state of all) {
        const [known, fresh] = [kept, choicesOf(imports)].map((each) => each.of(namesOf(imports, state)));
        assert.equal([known?.choice, known?.gone, known?.targets], [fresh?.choice, fresh?.gone, fresh?.targets]);
      }
    }),
  );
});

test("the same state is chosen once, of names that were made anew too", () => {
  const imports: Import[] = [
    [0, 1],
    [0, 2],
    [2, 3],
  ];
  const choices = choicesOf(imports);
  const open: State = { isRefused: false, way: 0 };
  const refused: State = { isRefused: true, way: 0 };
  const first = choices.of(namesOf(imports, [open, open, open]));
  assert.equal(first.gone, [new Set(["m1", "m2", "m3"])]);
  const second = choices.of(namesOf(imports, [open, refused, open]));
  assert.equal(second.gone, [new Set(["m1", "m3"])]);
  assert.is(choices.of(namesOf(imports, [open, open, open])), first);
  assert.is(choices.of(namesOf(imports, [open, { ...refused, way: 1 }, open])), second, "how it would have gone");
  assert.is.not(choices.of(namesOf(imports, [open, { ...open, way: 1 }, open])), second);
});

test.run();
