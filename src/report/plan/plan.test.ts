import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Plan, Proposal, Refusal } from "../../optimize/plan.js";
import { nextCommand } from "./command-line.js";
import { editText, idTexts } from "./edits.js";
import { hunksOf } from "./hunks.js";
import { markdown } from "./markdown.js";
import { shortPaths } from "./places.js";
import { refusedGroups } from "./refused.js";
import { text } from "./text.js";
import { whatToDo } from "./what-to-do.js";

const test = suite("report/plan");

const proposal = (id: string, savingUs: number, more: Partial<Proposal> = {}): Proposal => ({
  ...{ id, file: "app/cli.py", line: 7, importer: "app.cli", imported: ["docker"], names: ["docker"] },
  ...{ edit: "function", savingUs, savingAloneUs: savingUs, with: [], chosen: true },
  proof: [{ rule: "bound-once" }, { rule: "uses-only-in-functions" }, { rule: "load-effects", ground: "observed" }],
  places: [{ line: 40, scope: "up", block: 'if args.action == "up"' }],
  ...more,
});

const refusal = (line: number, code: string, savingUs: number): Refusal => ({
  ...{ file: "app/api.py", line, importer: "app.api", imported: ["kube"], names: ["kube"], savingUs },
  reason: {
    code,
    message: "/srv/venv/lib/python3.11/site-packages/docker/utils/config.py:12 reads HOME while it loads",
    file: "/srv/venv/lib/python3.11/site-packages/docker/utils/config.py",
    line: 12,
  },
});

const PATCH = `diff --git a/app/cli.py b/app/cli.py
--- a/app/cli.py
+++ b/app/cli.py
@@ -5,3 +5,2 @@
 import os
--- a/odd
-import docker
@@ -40 +39,2 @@
+    import docker
`;

const planOf = (more: Partial<Plan> = {}): Plan => ({
  ...{ kind: "plan", version: 1, tool: "importperf", root: "/srv", language: "python", evidence: "traced" },
  commands: [
    {
      ...{ command: ["../venv/bin/app", "--help"], weight: 1, before: { wallUs: 456_000, modules: 1477 } },
      predicted: { wallUs: 45_600, modules: 190, loUs: 43_000, hiUs: 48_000 },
    },
  ],
  before: { us: 456_000, modules: 1477 },
  proposals: [proposal("p1", 300_000), proposal("p2", 110_400, { with: ["p1"], edit: "pep562", places: [] })],
  refusals: [refusal(3, "reads-environment", 20_000), refusal(3, "reads-clock", 20_000), refusal(9, "kept", 5000)],
  advice: [
    { file: "app/conf.py", line: 9, savingUs: 9000, message: "it calls x: 9.0 ms stay until this changes", blocks: [] },
  ],
  accepting: [],
  instead: null,
  predicted: { us: 45_600, loUs: 43_000, hiUs: 48_000, ground: "measured" },
  ...{ patch: PATCH, verification: null, written: [], warnings: [] },
  ...more,
});

const NO_GROUND = { graphs: [], starts: [] };
const told = (plan: Plan, width = 80, colour = false): string =>
  [
    ...text.render({ plan, ground: NO_GROUND, asked: ["-n", "5", "--", "app", "a b"] }, { top: 10, width, colour }),
  ].join("");

test("tells the gain, the proposals best first, the diff, refusals with all their reasons, and what comes next", () => {
  assert.is(
    told(planOf()),
    `../venv/bin/app --help
  456.0 ms → 45.6 ms (43.0 ms to 48.0 ms), 10.0 × as fast
  1,477 → 190 modules
  (the time after was measured: the edited code ran, in memory)

2 proposals, best first
p1    300.0 ms  app/cli.py:7  docker
                into up, loads docker
                at up:40 in “if args.action == "up"”
p2    110.4 ms  app/cli.py:7  docker
                at first use, by the package's __getattr__, loads docker
                saves only together with p1

Each is proven by bound-once, uses-only-in-functions, load-effects (observed).

--- a/app/cli.py
+++ b/app/cli.py
@@ -5,3 +5,2 @@
 import os
--- a/odd
-import docker
@@ -40 +39,2 @@
+    import docker

Refused, by what they keep in startup
   20.0 ms  app/api.py:3  kube
            · docker/utils/config.py:12 reads HOME while it loads
              (reads-environment)
            · docker/utils/config.py:12 reads HOME while it loads (reads-clock)
            → harmless later, or never? --accept reads-environment and --accept
              reads-clock take it as proven
    5.0 ms  app/api.py:9  kube
            docker/utils/config.py:12 reads HOME while it loads (kept)
            → it is pinned; take the pin away

What a person could change, the most gain for each place first
    9.0 ms  app/conf.py:9: it calls x

2 proposals: 456.0 ms → 45.6 ms. Nothing was written; this verifies it in a
copy, then writes it:
  perf optimize --write -n 5 -- app 'a b'
`,
  );
});

test("of a plan that changes nothing no ground of the time after is told", () => {
  assert.match(told(planOf()), "the time after");
  assert.not.match(told(planOf({ proposals: [] })), "the time after");
  assert.match(
    told(planOf({ proposals: [], evidence: "tree" })),
    '(evidence is "tree", so savings are at most what is',
  );
});

test("colours are only added where they are asked for", () => {
  const plain = told(planOf());
  const coloured = told(planOf(), 80, true);
  assert.not.ok(plain.includes("\u001b"));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal takes for colours
  assert.is(coloured.replace(/\u001b\[\d+m/g, ""), plain);
  assert.not.equal(coloured, plain);
});

test("keeps within any width, whatever the names", () => {
  const long = "x".repeat(300);
  const hostile = planOf({
    patch: "",
    proposals: [
      proposal("p1", 1, { file: long, names: [long], imported: ["\u001b[31m日本"], with: ["p7", "p8", "p9"] }),
    ],
    refusals: [{ ...refusal(1, long, 7), file: long, names: [long] }],
    warnings: [{ code: long, message: long, file: long, line: 3 }],
  });
  for (const width of [40, 63, 80, 120])
    for (const line of told(hostile, width).split("\n")) assert.ok(line.length <= width, `${width}: ${line}`);
  assert.not.ok(told(hostile).includes("\u001b"));
});

test("refusals of one import are one, and those with the same reasons stand together", () => {
  const groups = refusedGroups({
    language: "python",
    refusals: [
      refusal(3, "reads-clock", 10),
      refusal(3, "reads-path", 10),
      refusal(5, "reads-clock", 30),
      refusal(5, "reads-path", 20),
      refusal(7, "reads-clock", 20),
    ],
  });
  assert.equal(
    groups.map(({ savingUs, imports, reasons }) => [
      savingUs,
      imports.map(({ place }) => place),
      reasons.map(({ code }) => code),
    ]),
    [
      [30, ["app/api.py:3", "app/api.py:5"], ["reads-clock", "reads-path"]],
      [20, ["app/api.py:7"], ["reads-clock"]],
    ],
  );
});

test("what a person can do is said where it holds for every reason", () => {
  assert.is(whatToDo(["used-at-load"]), "move that use into a function, or make it at first use");
  assert.is(whatToDo(["reads-names", "reads-clock"]), "");
  assert.is(whatToDo(["es-module"]), "await import() of it in the async function that needs it");
  assert.is(
    whatToDo(["node-range"]),
    "let engines.node leave out the versions that can't, if nobody needs them, or say so by --accept node-range",
  );
  assert.is(
    whatToDo(["in-flight"]),
    "await import() of it where nothing else runs, or let engines.node leave out the versions that can't require it",
  );
  assert.is(
    whatToDo(["imported-meanwhile"]),
    "harmless later, or never? --accept imported-meanwhile takes it as proven",
  );
  assert.is(whatToDo(["network", "network"]), "harmless later, or never? --accept network takes it as proven");
});

test("paths are what a person needs of them", () => {
  assert.equal(
    [
      "/a b/../v/lib/python3.11/site-packages/docker/x.py",
      "read /usr/lib/python3/dist-packages/yaml.py, then /usr/lib64/python3.13/json/tool.py",
      "../own/app.py",
    ].map(shortPaths),
    ["/a docker/x.py", "read yaml.py, then json/tool.py", "../own/app.py"],
  );
});

test("the next call has the words of the one before but for what is only shown, as a shell takes them", () => {
  const asked = ["--json", "--accept", "a", "--format", "html", "--output=x", "-o", "y", "--", "it's", "--json", ""];
  assert.equal(nextCommand(asked, 80), ["perf optimize --write --accept a -- 'it'\\''s' --json ''"]);
  assert.equal(nextCommand(["--", "a".repeat(30), "b".repeat(30)], 50), [
    "perf optimize --write -- \\",
    `  ${"a".repeat(30)} \\`,
    `  ${"b".repeat(30)}`,
  ]);
});

test("hunks know their file and the lines of the old one", () => {
  assert.equal(
    hunksOf(PATCH).map(({ file, first, last }) => [file, first, last]),
    [
      ["app/cli.py", 5, 7],
      ["app/cli.py", 40, 40],
    ],
  );
});

test("edits and runs of ids read as sentences", () => {
  const places = ["a", "b", "c", "d", "a"].map((scope, line) => ({ scope, line, block: null }));
  assert.is(editText({ edit: "function", places: places.slice(0, 3) }), "into a, b and c");
  assert.is(editText({ edit: "function", places }), "into a, b, c and 1 more function");
  assert.is(idTexts(["p9", "p2", "p3", "p4", "p11", "p12"]), "p2 to p4, p9, p11 and p12");
});

test("Markdown has tables, the diff folded, and nothing that a name could end", () => {
  const evil = "`|</details>@x";
  const shown = [
    ...markdown.render(
      { plan: planOf({ proposals: [proposal("p1", 5, { names: [evil] })] }), ground: NO_GROUND, asked: [] },
      { top: 10, width: 80, colour: false },
    ),
  ].join("");
  assert.match(shown, /^\*\*Startup: 456\.0 → 45\.6 ms\*\*, 1,477 → 190 modules \(`\.\.\/venv\/bin\/app --help`\)\n/);
  assert.match(shown, /\n\| p1 \| 0\.01 \| `app\/cli\.py:7` \| &#96;&#124;&#60;\/details&#62;&#64;x into up \|\n/);
  assert.match(shown, /\n<details><summary>The diff<\/summary>\n\n```diff\ndiff --git [\s\S]*\n```\n\n<\/details>\n/);
  assert.is(shown.match(/<\/details>/g)?.length, 1);
});

test.run();
