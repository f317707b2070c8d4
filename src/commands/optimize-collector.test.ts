import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../io/testing/pythons.js";
import { ended, optimized, projectOf } from "../io/testing/tried-project.js";
import type { Plan } from "../optimize/plan.js";

const ENTRY = "app/__main__.py";
/** Loads what takes the collector about as long as the program. */
const FILES = [
  ["app/__init__.py", ""],
  [
    "app/many.py",
    "class Node:\n    def __init__(self, next):\n        self.next = next\n\nALL = [Node([Node(None) for _ in range(9)]) for _ in range(12000)]\n",
  ],
  [
    ENTRY,
    'import sys\nfrom app import many\n\ndef main():\n    print(len(many.ALL), sys.argv[1:])\n    return 3\n\nif __name__ == "__main__":\n    sys.exit(main())\n',
  ],
] as const;
/** Several runs each for recording, measuring and verifying. */
const SECONDS = 240;

const test = suite("perf optimize --collector");
const found = interpreters().filter(({ minor }) => minor >= 8);

for (const { path, minor } of new Set([found[0], found.at(-1)].flatMap((each) => each ?? []))) {
  test(`3.${minor}: planned with its price, verified, written, not proposed again, reverted`, async () => {
    const root = projectOf(FILES);
    const entry = (): string => readFileSync(join(root, ENTRY), "utf8");
    const run = () => ended(path, ["-m", "app", "one", "two"], root);
    const perf = async (...flags: string[]): Promise<Plan> => {
      const words = ["-n", "1", "--json", "--collector", "--allow-dirty", ...flags, "--", path, "-m", "app"];
      const { code, stdout, stderr } = await optimized(words, root, SECONDS);
      assert.is(code, 0, stderr);
      return JSON.parse(stdout) as Plan;
    };
    const [source, before] = [entry(), await run()];
    assert.is(before.code, 3);

    const { proposals, verification, written, predicted, refusals, patch } = await perf("--write");
    assert.equal([proposals.map(({ edit }) => edit), refusals], [["collector"], []]);
    const [proposal] = proposals;
    assert.match(proposal?.price ?? "", "kept until the process ends");
    assert.ok((proposal?.savingUs ?? 0) > 0 && predicted.us > 0, "what was measured");
    assert.ok(
      proposal?.proof.some(({ rule, ground }) => rule === "nothing-to-finalise-at-exit" && ground === "observed"),
    );
    assert.equal(
      verification?.commands.map(({ same, loaded }) => ({ same, loaded })),
      [{ same: true, loaded: true }],
    );
    assert.equal(written, [ENTRY]);
    assert.match(patch, "+    gc.disable()");
    assert.match(entry(), "gc.unfreeze()");
    assert.equal(await run(), before, "what it prints and how it ends");

    const again = await perf();
    assert.equal([again.proposals, again.patch], [[], ""]);
    assert.ok(again.refusals.some(({ file, reason }) => file === ENTRY && reason.code === "uses-gc"));

    const reverted = await optimized(["--revert", "--json"], root);
    assert.equal(JSON.parse(reverted.stdout).files, [ENTRY]);
    assert.is(entry(), source);
  });
}

test.run();
