import { suite } from "uvu";
import * as assert from "uvu/assert";
import { judgeLoads } from "./judge-loads.js";
import { ProgramLoads } from "./surroundings.js";
import { COPIED, COPIED_FREE } from "./testing/copied-exports.js";
import { HARMLESS } from "./testing/harmless.js";
import { EFFECTS, type Planted } from "./testing/planted.js";
import { READ_WHOLE, READ_WHOLE_FREE } from "./testing/read-whole.js";

const test = suite("what loads of JavaScript modules do, by their texts");

/** @param files by their paths in /p */
function loadsOf(files: Readonly<Record<string, string>>): ProgramLoads {
  return new ProgramLoads({
    files: Object.keys(files).map((name) => `/p/${name}`),
    read: (file) => files[file.slice(3)] ?? null,
    mayBeEdited: (file) => file.endsWith("-own.js"),
    resolve: (_, specifier) => (files[specifier.slice(2)] === undefined ? null : `/p/${specifier.slice(2)}`),
  });
}

function reasonsOf({ files }: Planted) {
  const all: Record<string, string> = { ...files, "main.js": "require('./gone.js');" };
  const loads = loadsOf(all);
  const gone = new Set(
    Object.keys(all)
      .filter((name) => name.startsWith("gone"))
      .map((name) => `/p/${name}`),
  );
  return judgeLoads(gone, loads.with(gone)).reasons.get("/p/gone.js") ?? [];
}

for (const planted of [...EFFECTS, ...READ_WHOLE, ...COPIED]) {
  test(`kept: ${planted.name}`, () => {
    const reasons = reasonsOf(planted);
    const said = reasons.map(({ code, message, line }) => `${code}: ${message} (${line})`).join("\n");
    assert.ok(
      reasons.some(({ code }) => code === planted.code),
      `${planted.code} is not among\n${said}`,
    );
  });
}

for (const planted of [...HARMLESS, ...READ_WHOLE_FREE, ...COPIED_FREE]) {
  test(`may go: ${planted.name}`, () => {
    assert.equal(
      reasonsOf(planted).map(({ code, message, line }) => `${code}: ${message} (${line})`),
      [],
    );
  });
}

test("a load that changes a module which goes too is tied to it", () => {
  const texts: Record<string, string> = {
    "gone.js": "require('./gone-too.js').register('a');",
    "gone-too.js": "const all = []; exports.register = (k) => { all.push(k); }; exports.all = all;",
  };
  const loads = loadsOf(texts);
  const gone = new Set(Object.keys(texts).map((name) => `/p/${name}`));
  const { tied } = judgeLoads(gone, loads.with(gone));
  assert.equal(
    [...tied].map(([file, others]) => [file, ...others]),
    [["/p/gone.js", "/p/gone-too.js"]],
  );
});

test("functions of two modules that call each other: whoever calls the one does what the other does", () => {
  const texts: Record<string, string> = {
    "one.js":
      "const other = require('./b.js'); exports.f = (n) => { globalThis.flag = n; if (n > 0) other.g(n - 1); };",
    "b.js": "const one = require('./one.js'); exports.g = (n) => { one.f(n - 1); };",
    "calls-one.js": "require('./one.js').f(1);",
    "calls-b.js": "require('./b.js').g(1);",
  };
  const loads = loadsOf(texts);
  const gone = new Set(Object.keys(texts).map((name) => `/p/${name}`));
  for (const order of [
    ["/p/calls-one.js", "/p/calls-b.js"],
    ["/p/calls-b.js", "/p/calls-one.js"],
  ]) {
    const { reasons } = judgeLoads(order, loads.with(gone));
    for (const file of order)
      assert.ok(
        reasons.get(file)?.some(({ code }) => code === "changes-global"),
        `${file} of ${order.join()}`,
      );
  }
});

test.run();
