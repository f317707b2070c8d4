import { join, resolve } from "node:path";
import type { Test } from "uvu";
import * as assert from "uvu/assert";
import { type NodeProgram, nodePrograms } from "../../../io/testing/nodes.js";
import { ended, patched, projectOf } from "../../../io/testing/tried-project.js";
import { hazards } from "../../testing/hazards.js";
import { planned } from "../../testing/planned.js";

/** Long enough to be worth an edit; one line, so that no line moves. */
const BUSY = "for (let i = 0; i < 2e7; i++);";
const COMMON = {
  "heavy.js": ["BUSY", "exports.value = 1;", "exports.work = (n = 1) => n + 1;", "exports.Base = class {};", ""].join(
    "\n",
  ),
};
const nodes = nodePrograms();

/** The first and the last version of this machine that run a program. */
function endsFrom(major: number): NodeProgram[] {
  const fitting = nodes.filter((each) => each.major >= major);
  return [...new Set([fitting[0], fitting.at(-1)])].flatMap((each) => each ?? []);
}

/**
 * For tests: of each program of a file whether what is to be proposed is, and what isn't is refused, for the reason that is given, and
 * whether it does the same once all that is proposed has moved.
 *
 * @param file of fixtures/hazards/javascript
 */
export function addHazards(test: Test, file: string): void {
  for (const [at, hazard] of hazards(join("fixtures", "hazards", "javascript", file), COMMON, BUSY).entries()) {
    test(hazard.title, async () => {
      const root = projectOf(hazard.files);
      const ends = endsFrom(hazard.from);
      const node = ends[at % ends.length];
      if (node === undefined) throw new Error(`it needs a Node ${hazard.from}, in IMPORTPERF_NODES or on PATH`);
      const entry = ["main.mts", "main.ts"].find((each) => hazard.files.has(each)) ?? "main.js";
      const main = resolve(root, entry);
      const { proposals, refusals, accepting, patch } = await planned(
        [node.path, main, ...(hazard.runs[0] ?? [])],
        root,
        hazard.flags.length > 0,
        [...["--project", root, "--min-saving", "0"], ...hazard.flags.filter((flag) => flag !== "--run")],
      );
      const of = (rows: readonly { file: string; line: number }[]): string[] =>
        rows.map(({ file, line }) => `${file}:${line}`);
      // Whether a compile cache gains anything is a matter of measuring, and stands where a program's first import does.
      const moved = proposals.filter(({ edit }) => edit !== "compile-cache");
      for (const each of hazard.proposed)
        assert.ok(of(moved).includes(each), `${each} is not proposed: ${JSON.stringify(refusals)}`);
      for (const each of hazard.refused) {
        const [place = "", code = null] = each.split(" ");
        assert.not.ok(of(moved).includes(place), `${each} is proposed:\n${patch}`);
        const there = refusals.filter(({ file, line }) => `${file}:${line}` === place);
        const isFound = there.some(({ reason }) => code === null || reason.code === code);
        assert.ok(isFound, `${each} is not refused: ${JSON.stringify(refusals)}`);
      }
      assert.ok(accepting.every(({ codes }) => codes.length > 0));
      const copy = patched(root, { patch });
      for (const { path } of patch === "" ? [] : ends) {
        for (const run of hazard.runs) {
          const [before, after] = [await ended(path, [entry, ...run], root), await ended(path, [entry, ...run], copy)];
          assert.equal(after, before, `${path} ${run.join(" ")}\n${patch}`);
        }
      }
    });
  }
}
