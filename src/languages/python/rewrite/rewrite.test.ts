import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../../../io/testing/pythons.js";
import { Truth } from "../../../io/testing/rewrite-truth.js";
import { NotRewritten } from "../../not-rewritten.js";
import { rewrite } from "./rewrite.js";
import { editsIn, type FixtureFile, styleIn } from "./testing/fixtures.js";

const FIXTURES = "fixtures/rewrite/python";
const test = suite("rewrite");
const names = readdirSync(FIXTURES).filter((name) => name.startsWith("text-"));

interface Fixture {
  readonly before: string;
  readonly after: string;
  readonly said: FixtureFile;
}

/** Texts of one character a byte. */
function fixture(name: string): Fixture {
  const read = (file: string) => readFileSync(join(FIXTURES, name, file), "latin1");
  return { before: read("before.py"), after: read("after.py"), said: JSON.parse(read("edits.json")) };
}

function rewritten(text: string, said: FixtureFile): string {
  return Buffer.from(rewrite(Buffer.from(text, "latin1"), editsIn(said), styleIn(said))).toString("latin1");
}

for (const name of names) {
  test(name, () => {
    const { before, after, said } = fixture(name);
    assert.is(rewritten(before, said), after);
  });
}

/** Changes of a file that its edits don't mind: what they give must be changed in the same way. */
const CHANGES: Record<string, (text: string) => string> = {
  "CR and LF": (text) => text.replaceAll("\n", "\r\n"),
  "CR alone": (text) => text.replaceAll("\n", "\r"),
  "a byte order mark": (text) => `\xef\xbb\xbf${text}`,
  "bytes beyond ASCII": (text) => `${text}${text.endsWith("\n") ? "" : "\n"}# \xc3\xa4\n`,
};

for (const [label, change] of Object.entries(CHANGES)) {
  test(`with ${label}: the same`, () => {
    assert.ok(names.length > 30);
    for (const name of names) {
      const { before, after, said } = fixture(name);
      // What has no line break at its end has none to be changed.
      if (label === "bytes beyond ASCII" && !before.endsWith("\n")) continue;
      assert.is(rewritten(change(before), said), change(after), name);
    }
  });
}

test("mixed line ends: that of the neighbouring line", () => {
  const said = { edits: [{ line: 1, name: "a", places: [[4, 5]] as const }] };
  assert.is(
    rewritten("import a\r\nx = 1\ndef f():\r\n    a\r\n", said),
    "x = 1\ndef f():\r\n    import a\r\n\r\n    a\r\n",
  );
  assert.is(rewritten("import a\rx = 1\ndef f():\r    a", said), "x = 1\ndef f():\r    import a\r\r    a");
});

test("columns count UTF-16 units, of what the encoding says", () => {
  const said = (column: number) => ({ edits: [{ line: 3, name: "a", places: [[5, column]] as const }] });
  const utf8 = Buffer.from("'\u{1f40d}é'; b\nimport c\nimport a\ndef f():\n    'é\u{1f40d}'; a\n").toString("latin1");
  const now = rewritten(utf8, said(12));
  assert.is(
    Buffer.from(now, "latin1").toString(),
    "'\u{1f40d}é'; b\nimport c\ndef f():\n    'é\u{1f40d}'\n    import a\n\n    a\n",
  );
  const latin = "# coding: latin-1\nimport c\nimport a\ndef f():\n    '\xe9\xff'; a\n";
  assert.is(
    rewritten(latin, said(11)),
    "# coding: latin-1\nimport c\ndef f():\n    '\xe9\xff'\n    import a\n\n    a\n",
  );
});

function codeOf(text: string, said: FixtureFile): string {
  try {
    rewritten(text, said);
  } catch (error) {
    if (error instanceof NotRewritten) return error.reason.code;
    throw error;
  }
  return "rewritten";
}

test("what the text does not allow is refused, with its reason", () => {
  const one = (name: string, more: object = {}) => ({ edits: [{ line: 1, name, ...more }] });
  const into = { places: [[3, 5]] as const };
  const body = "\ndef f():\n    a\n";
  assert.is(codeOf(`import a${body}`, one("a", into)), "rewritten");
  assert.is(codeOf(`import b${body}`, one("a", into)), "stale");
  assert.is(codeOf(`x = 1${body}`, one("a", into)), "stale");
  assert.is(codeOf(`import a${body}`, one("a", { ...into, column: 2 })), "stale");
  assert.is(codeOf(`import a${body}`, one("a", { places: [[3, 4]] })), "place");
  assert.is(codeOf(`import a${body}`, one("a", { places: [[2, 1]] })), "place");
  assert.is(codeOf(`import a${body}`, one("a")), "place");
  assert.is(codeOf("import a\ndef f():\n if x: a\n elif y: a\n", one("a", { places: [[4, 2]] })), "place");
  assert.is(codeOf(`from m import *${body}`, one("*", into)), "star");
  assert.is(codeOf(`import a${body}"`, one("a", into)), "unread");
  assert.is(codeOf(`import a # coding: sjis${body}`, one("a", into)), "rewritten");
  assert.is(codeOf("# coding: sjis\n", one("a", into)), "encoding");
  assert.is(codeOf(`import a\n# coding: sjis\ndef f():\n    a\n`, one("a", { places: [[4, 5]] })), "encoding");
  assert.is(codeOf(`import a.b${body}`, one("a.b", { edit: "pep562" })), "dotted-import");
  assert.is(codeOf(`import a\ndef __getattr__(x): a\n`, one("a", { edit: "pep562" })), "module-getattr");
  assert.is(codeOf(`from m import *${body}`, one("*", { edit: "pep562" })), "star");
  assert.is(codeOf(`import a${body}`, { ...one("a", { edit: "pep562" }), floor: 6 }), "python-floor");
  assert.is(codeOf(`if x: import a${body}`, { edits: [{ line: 1, column: 7, name: "a", edit: "lazy" }] }), "rewritten");
  const within = (head: string) => `${head}\n import a\n`;
  const lazy: FixtureFile = { edits: [{ line: 2, column: 2, name: "a", edit: "lazy" }] };
  for (const head of ["with x:", "def f():", "class C:", "for x in y:"]) {
    assert.is(codeOf(within(head), lazy), "lazy-place", head);
  }
  assert.is(codeOf("import a\nif x: import a\n", one("a", { edit: "lazy" })), "lazy-modules");
  assert.is(codeOf("import a\n__lazy_modules__ = X()\n", one("a", { edit: "lazy" })), "lazy-modules");
  const quotes = [{ line: 2, column: 4, endLine: 2, endColumn: 18 }];
  const quoted = one("a", { edit: "type-checking", types: { quotes } });
  assert.is(codeOf("import a\nx: f('a', \"b\", a)\n", quoted), "annotation");
  assert.is(
    codeOf("import a\ntry: from typing import TYPE_CHECKING\nexcept E: pass\n", one("a", { edit: "type-checking" })),
    "type-checking-name",
  );
});

test("every after is compiled by every Python that must read it", async () => {
  let compiled = 0;
  for (const { path, minor } of interpreters()) {
    const truth = new Truth(path);
    for (const name of names) {
      const { after, said } = fixture(name);
      if (minor < (said.floor ?? 8)) continue;
      assert.is(await truth.compile(Buffer.from(after, "latin1")), null, `Python 3.${minor}: ${name}`);
      compiled++;
    }
    truth.close();
  }
  assert.ok(compiled >= names.length - 2);
});

test.run();
