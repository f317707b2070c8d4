import { suite } from "uvu";
import * as assert from "uvu/assert";
import { judgeLoads } from "./judge-loads.js";
import { ProgramLoads } from "./surroundings.js";
import { EFFECTS, HARMLESS, type Planted } from "./testing/planted.js";

const test = suite("what loads of JavaScript modules do, by their texts");

function reasonsOf({ files }: Planted) {
  const all: Record<string, string> = { ...files, "main.js": "require('./gone.js');" };
  const loads = new ProgramLoads({
    files: Object.keys(all).map((name) => `/p/${name}`),
    read: (file) => all[file.slice(3)] ?? null,
    resolve: (_, specifier) => (all[specifier.slice(2)] === undefined ? null : `/p/${specifier.slice(2)}`),
  });
  const gone = new Set(
    Object.keys(all)
      .filter((name) => name.startsWith("gone"))
      .map((name) => `/p/${name}`),
  );
  return judgeLoads(gone, loads.with(gone)).reasons.get("/p/gone.js") ?? [];
}

for (const planted of EFFECTS) {
  test(`kept: ${planted.name}`, () => {
    const reasons = reasonsOf(planted);
    const said = reasons.map(({ code, message, line }) => `${code}: ${message} (${line})`).join("\n");
    assert.ok(
      reasons.some(({ code }) => code === planted.code),
      `${planted.code} is not among\n${said}`,
    );
  });
}

for (const planted of HARMLESS) {
  test(`may go: ${planted.name}`, () => {
    assert.equal(
      reasonsOf(planted).map(({ code, message, line }) => `${code}: ${message} (${line})`),
      [],
    );
  });
}

test("a load that changes a module which goes too is tied to it", () => {
  const texts: Record<string, string> = {
    "/p/gone.js": "require('./gone-too.js').register('a');",
    "/p/gone-too.js": "const all = []; exports.register = (k) => { all.push(k); }; exports.all = all;",
  };
  const loads = new ProgramLoads({
    files: Object.keys(texts),
    read: (file) => texts[file] ?? null,
    resolve: (_, specifier) => `/p/${specifier.slice(2)}`,
  });
  const gone = new Set(Object.keys(texts));
  const { tied } = judgeLoads(gone, loads.with(gone));
  assert.equal(
    [...tied].map(([file, others]) => [file, ...others]),
    [["/p/gone.js", "/p/gone-too.js"]],
  );
});

test.run();
