import { join } from "node:path";
import type { Test } from "uvu";
import * as assert from "uvu/assert";
import { type Interpreter, interpreters } from "../../io/testing/pythons.js";
import { ended, patched, projectOf } from "../../io/testing/tried-project.js";
import type { Plan } from "../plan.js";
import { type Hazard, hazards } from "./hazards.js";
import { planned } from "./planned.js";

interface Result {
  readonly plan: Plan;
  /** What differs between a program and its patched copy, by run and Python. */
  readonly differences: readonly string[];
  /** Modules that the patched copy loads less, as `-X importtime` shows it. */
  readonly fewer: number;
}

/** A row of `-X importtime`, but for what an edit of the collector itself imports. */
const IMPORTED = /^import time:(?!.*\|\s*(?:gc|atexit)$)/gm;

const AT_ONCE = 2;

/**
 * One test for each program of a file in `fixtures/hazards/python`: planned with the oldest or the newest Python in turns, and run with
 * both, before and after.
 */
export function addHazards(test: Test, name: string): void {
  const found = interpreters().filter(({ minor }) => minor >= 8);
  const all = hazards(join("fixtures", "hazards", "python", name));
  const newest = found.at(-1)?.minor ?? 0;
  const open = all.filter(({ from }) => newest >= from);
  for (const { title, from } of all)
    if (newest < from) console.log(`not run, as no Python 3.${from} is on this machine: ${title}`);
  const waiting = open.map((hazard, at) => ({ hazard, at }));
  const done = new Map<Hazard, { resolve: (result: Result) => void; reject: (error: unknown) => void }>();
  const results = open.map((hazard) => new Promise<Result>((resolve, reject) => done.set(hazard, { resolve, reject })));
  for (const result of results) result.catch(() => {});
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { hazard, at } = next;
      await tried(hazard, found, at).then(done.get(hazard)?.resolve, done.get(hazard)?.reject);
    }
  };
  for (let worker = 0; worker < AT_ONCE; worker++) void work();
  open.forEach((hazard, at) => {
    test(hazard.title, async () => {
      const result = await results[at];
      assert.ok(result);
      assert.equal(result.differences, []);
      const { proposals, refusals, commands } = result.plan;
      const proposed = new Set(proposals.map(({ file, line }) => `${file}:${line}`));
      for (const each of hazard.proposed)
        assert.ok(proposed.has(each), `${each} is not proposed: ${JSON.stringify(refusals)}`);
      const refused = refusals.map(
        ({ file, line, reason }) => `${file}:${line} ${reason.code} ${reason.file}:${reason.line}`,
      );
      for (const each of hazard.refused) {
        // Which reason is met first may rest on what is worth an edit, and so on times.
        const isRefused = each.split(" or ").some((one) => refused.includes(one));
        assert.ok(isRefused, `${each} is not in ${refused.join(", ")}`);
      }
      const [command] = commands;
      assert.ok(command);
      assert.is(result.fewer, command.before.modules - command.predicted.modules);
    });
  });
}

async function tried(hazard: Hazard, found: readonly Interpreter[], at: number): Promise<Result> {
  const fit = found.filter(({ minor }) => minor >= hazard.from);
  const ends = [...new Set([fit[0], fit.at(-1)])].flatMap((each) => each ?? []);
  const python = ends[at % ends.length];
  if (python === undefined) throw new Error("no Python fits");
  const root = projectOf(hazard.files);
  const command = ["-m", "app", ...(hazard.runs[0] ?? [])];
  const plan = await planned([python.path, ...command], root, hazard.isRun, hazard.flags);
  const copy = patched(root, plan);
  const differences: string[] = [];
  for (const { path, minor } of plan.patch === "" ? [] : ends) {
    for (const run of hazard.runs) {
      const [before, after] = [
        await ended(path, ["-m", "app", ...run], root),
        await ended(path, ["-m", "app", ...run], copy),
      ];
      if (before.stdout !== after.stdout || before.code !== after.code)
        differences.push(`3.${minor} ${run.join(" ")}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`);
    }
  }
  if (plan.patch === "") return { plan, differences, fewer: 0 };
  const loads = async (folder: string): Promise<number> =>
    (await ended(python.path, ["-X", "importtime", ...command], folder)).stderr.match(IMPORTED)?.length ?? 0;
  return { plan, differences, fewer: (await loads(root)) - (await loads(copy)) };
}
