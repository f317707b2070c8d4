import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { otherDoor } from "./circle-doors.js";

const test = suite("where circles of imports are entered");

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"];

interface Program {
  /** What each module imports while it loads, in order. */
  readonly imported: ReadonlyMap<string, ReadonlySet<string>>;
  /** What functions ask for, in the order of their calls: importer and imported. */
  readonly deferred: readonly (readonly [string, string])[];
}

const programs = fc
  .record({
    edges: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 6, maxLength: 20 }),
    deferred: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 1, maxLength: 4 }),
  })
  .map(({ edges, deferred }): Program => {
    const imported = new Map<string, Set<string>>();
    const name = (at: number): string => NAMES[at] ?? "a";
    for (const [from, to] of edges)
      if (from !== to) imported.set(name(from), (imported.get(name(from)) ?? new Set()).add(name(to)));
    return { imported, deferred: deferred.map(([from, to]) => [name(from), name(to)] as const) };
  });

/** Loads a module and what it imports; modules in the order in which their loads begin. */
function load(module: string, imported: Program["imported"], loaded: Set<string>): void {
  if (loaded.has(module)) return;
  loaded.add(module);
  for (const each of imported.get(module) ?? []) load(each, imported, loaded);
}

function reached(from: string, imported: Program["imported"]): Set<string> {
  const found = new Set<string>();
  load(from, imported, found);
  return found;
}

/** Modules that reach each other, in the order in which a start loaded them. */
function circlesOf(start: ReadonlySet<string>, { imported }: Program): string[][] {
  const of = (module: string): string[] =>
    [...start].filter((each) => reached(module, imported).has(each) && reached(each, imported).has(module));
  return [...new Set([...start].map((module) => of(module).join()))]
    .map((members) => members.split(","))
    .filter(({ length }) => length > 1);
}

/** The modules at which a circle can be entered first, whatever the order in which functions of what is loaded are called. */
function entered(
  circle: readonly string[],
  program: Program,
  doors: readonly string[],
  start: Set<string>,
): Set<string> {
  const { imported, deferred } = program;
  const found = new Set<string>();
  const go = (loaded: ReadonlySet<string>, steps: number): void => {
    const first = [...loaded].find((each) => circle.includes(each));
    if (first !== undefined) found.add(first);
    if (first !== undefined || steps === 0) return;
    // What the start did not load by these doors stays, and is there; what stays can't lead to what goes.
    const stays = (module: string): boolean =>
      !start.has(module) && [...reached(module, imported)].every((each) => !circle.includes(each));
    const isThere = (module: string): boolean => loaded.has(module) || stays(module);
    for (const to of [...doors, ...deferred.flatMap(([by, each]) => (isThere(by) ? [each] : []))]) {
      const after = new Set(loaded);
      load(to, imported, after);
      if (after.size > loaded.size) go(after, steps - 1);
    }
  };
  go(new Set(), 3);
  return found;
}

test("no order in which functions ask for modules enters one elsewhere, unless that is said", () => {
  let free = 0;
  let refused = 0;
  fc.assert(
    fc.property(programs, fc.shuffledSubarray(NAMES.slice(0, 4), { minLength: 1 }), (program, doors) => {
      const { imported, deferred } = program;
      const importers = (module: string): string[] => [
        ...NAMES.filter((each) => imported.get(each)?.has(module) === true),
        ...deferred.flatMap(([from, to]) => (to === module ? [from] : [])),
      ];
      const start = new Set<string>();
      for (const door of doors) load(door, imported, start);
      for (const members of circlesOf(start, program)) {
        const isOther = otherDoor(members, { imported, doors, importers }) !== null;
        if (isOther) refused++;
        else free++;
        const all = [...entered(members, program, doors, start)];
        if (!isOther) assert.equal(all, members.slice(0, 1), `${members.join()} by ${doors.join()}`);
      }
    }),
    { numRuns: 3000, seed: 7 },
  );
  assert.ok(free > 300 && refused > 300, `${free} free, ${refused} refused`);
});

test("a door behind the usual one is none", () => {
  const imported = new Map([
    ["index", new Set(["a", "extra"])],
    ["a", new Set(["b"])],
    ["b", new Set(["a"])],
    ["extra", new Set(["b"])],
  ]);
  const importers = (module: string): string[] => [...imported].flatMap(([by, all]) => (all.has(module) ? [by] : []));
  assert.is(otherDoor(["a", "b"], { imported, doors: ["index"], importers }), null);
  assert.equal(otherDoor(["a", "b"], { imported, doors: ["index", "extra"], importers }), { usual: "a", other: "b" });
  const asked = (module: string): string[] => [...importers(module), ...(module === "extra" ? ["main"] : [])];
  assert.equal(otherDoor(["a", "b"], { imported, doors: ["index"], importers: asked }), { usual: "a", other: "b" });
});

test.run();
