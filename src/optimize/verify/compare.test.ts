import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { differences, type Outcome, unsteady } from "./compare.js";
import { smallestFailing } from "./fault.js";
import { normalised } from "./normalise.js";
import { projectNames } from "./project-names.js";

function outcome(stdout: string, more: Partial<Outcome> = {}): Outcome {
  return { exitCode: 0, stdout, stderr: "", files: new Map(), ...more };
}

function places(befores: readonly Outcome[], after: Outcome): string[] {
  return differences(befores, after).map(({ place }) => place);
}

const test = suite("comparing runs");

test("times, durations, addresses and folders are the same in all runs, other numbers are not", () => {
  const varying = {
    folders: [
      ["/tmp/a", "<project>"],
      ["/tmp/a/b", "<tests>"],
    ] as const,
    edited: ["pkg/x.py"],
  };
  const plain = (text: string): string => normalised(text, varying);
  assert.is(plain("took 1.25 s, 3ms at 2026-01-02T03:04:05Z"), plain("took 2.5 s, 12ms at 2027-11-12T13:14:15.123Z"));
  assert.is(plain("<A object at 0x7f00aa12>"), plain("<A object at 0x55550123>"));
  assert.is(plain("1712345678.12 /tmp/a/b/c /tmp/a/c"), "<time> <tests>/c <project>/c");
  assert.is(plain("/tmp/tmpab12cd_x/f"), plain("/tmp/tmpzz99yy0q/f"));
  assert.is(plain('File "/tmp/a/pkg/x.py", line 12, in f'), plain('File "/tmp/a/pkg/x.py", line 14, in f'));
  assert.is.not(plain('File "/tmp/a/pkg/y.py", line 12'), plain('File "/tmp/a/pkg/y.py", line 14'));
  const frame = (place: string, pid: number): string => `at f (/tmp/a/pkg/x.py:${place})\n(node:${pid}) Warning: no`;
  assert.is(plain(frame("12:7", 31)), plain(frame("14:19", 4711)));
  for (const text of ["80 items", "a 1.2.3", "404", "12 modules", "port 8080", "0x1f"]) assert.is(plain(text), text);
});

test("equal runs do not differ; each thing that does is named", () => {
  const before = outcome("a\nb\n", {
    files: new Map([
      ["f", "1"],
      ["gone", null],
    ]),
  });
  assert.equal(places([before, before], before), []);
  assert.equal(places([before], { ...before, stdout: "a\nc\n" }), ["stdout, line 2"]);
  assert.equal(places([before], { ...before, stdout: "a\nb\nc\n" }), ["stdout, line 3"]);
  assert.equal(places([before], { ...before, stderr: "warning" }), ["stderr, line 1"]);
  assert.equal(places([before], { ...before, exitCode: 1 }), ["exit code"]);
  assert.equal(places([before], { ...before, files: new Map([["f", "2"]]) }), ["f, line 1", "gone"]);
  assert.equal(places([before], { ...before, files: new Map([...before.files, ["new", ""]]) }), ["new"]);
});

test("what differs before the edits already is left out, line by line", () => {
  const befores = [outcome("id 1\nsame\nid 2\n"), outcome("id 3\nsame\nid 4\n")];
  assert.equal(unsteady(befores), ["stdout, line 1", "stdout, line 3"]);
  assert.equal(places(befores, outcome("id 5\nsame\nid 6\n")), []);
  assert.equal(places(befores, outcome("id 5\nother\nid 6\n")), ["stdout, line 2"]);
  const growing = [outcome("a\nb\n"), outcome("a\nx\nb\n")];
  assert.equal(places(growing, outcome("y\na\nb\n")), []);
  assert.equal(places(growing, outcome("a\nx\ny\nz\n")), ["stdout, a line"]);
});

test("any changed line of a deterministic text is found", () => {
  const lines = fc.array(fc.stringMatching(/^[a-z]{0,6}$/), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lines, fc.nat(), (text, at) => {
      const before = outcome(text.join("\n"));
      const after = text.map((line, index) => (index === at % text.length ? `${line}!` : line));
      assert.equal(places([before, before], outcome(after.join("\n"))), [`stdout, line ${(at % text.length) + 1}`]);
    }),
  );
});

test("the smallest failing set is found, whichever items fail together", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 30 }),
      fc.array(fc.nat(29), { minLength: 1, maxLength: 4 }),
      async (count, picked) => {
        const culprits = new Set(picked.map((each) => each % count));
        const items = Array.from({ length: count }, (_, at) => at);
        let asked = 0;
        const found = await smallestFailing(items, async (some) => {
          asked++;
          return [...culprits].every((each) => some.includes(each));
        });
        assert.equal(
          [...found],
          [...culprits].sort((a, b) => a - b),
        );
        assert.ok(asked <= count * count + 10, `${asked} questions`);
      },
    ),
  );
});

test("modules are found from the folder above their packages, as their names say", () => {
  const packages = new Set(["/p/src/a", "/p/src/a/b"]);
  const names = projectNames(
    "/p",
    [
      { path: "/p/src/a/b/c.py" },
      { path: "/p/src/ns/d/e.py" },
      { path: "/p/src/a/__init__.py" },
      { path: "/p/tool-x.py" },
    ],
    new Map([["/p/src/ns/d/e.py", "ns.d.e"]]),
    (folder) => packages.has(folder),
  );
  assert.equal(names.sourceRoots, ["", "src"]);
  assert.equal(
    names.editable.map(({ module }) => module),
    ["a.b.c", "ns.d.e", "a", undefined],
  );
});

test.run();
