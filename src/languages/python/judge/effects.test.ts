import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ProfileEffect } from "../../../graph/profile.js";
import { type EffectContext, effectVerdict } from "./effects.js";

const test = suite("effects of loads");

const CONTEXT: EffectContext = {
  gone: new Set(["app.heavy"]),
  made: new Set(),
  stays: () => true,
  isStdlib: false,
  module: "app.heavy",
  minor: 12,
  sameLater: () => true,
  programHas: () => false,
  mentions: () => false,
  seedsRandom: () => false,
  setsUpLoggers: () => false,
};

function effect(kind: string, what: string, file = "app/heavy.py"): ProfileEffect {
  return { kind, what, of: what.replace(/\.\w+$/, ""), confined: false, file, line: 1 };
}

const program = (text: string): Partial<EffectContext> => ({ programHas: (pattern) => pattern.test(text) });

function code(found: ProfileEffect, more: Partial<EffectContext> = {}): string | null {
  return effectVerdict(found, { ...CONTEXT, ...more })?.code ?? null;
}

test("what typing_extensions puts in place of typing's functions is the same for all else, from 3.11 on", () => {
  const by = (file: string): ProfileEffect => effect("attribute", "typing._collect_parameters", file);
  const library = by("/lib/site-packages/typing_extensions.py");
  assert.is(code(library), null);
  assert.is(code(library, { minor: 10 }), "changes-other-module");
  assert.is(code(by("app/heavy.py")), "changes-other-module");
  assert.is(code(by("app/heavy.py"), { gone: new Set(["app.heavy", "typing_extensions"]) }), null);
  assert.is(code({ ...library, what: "typing.get_type_hints" }), "changes-other-module");
});

test("what a package found for who asked is seen by who lists its names", () => {
  const served = effect("served", "lib.models.Field");
  assert.is(code(served), null);
  for (const text of ["vars(models)", "dir(lib.models)", "inspect.getmembers(models, isclass)", "lib.models.__dict__"])
    assert.is(code(served, program(text)), "changes-other-module", text);
  for (const text of ["vars(model)", "models.__dir__", "dir(lib.models.Field)"])
    assert.is(code(served, program(text)), null, text);
});

test("what is known of installed distributions stays as it is where nobody installs or looks elsewhere", () => {
  const read = effect("reads-file", "/env/lib/python3.12/site-packages/pip-23.2.1.dist-info/entry_points.txt");
  assert.is(code(read), null);
  const search = { ...read, kind: "reads-distributions", what: "/env/lib/python3.12/site-packages" };
  assert.is(code(search), null);
  assert.is(code(search, program("sys.path.insert(0, here)")), "reads-file");
  for (const text of [
    "pip install ",
    "[sys.executable, '-m', 'pip', 'install']",
    "glob('*.dist-info')",
    "sys.path.insert(0, here)",
    "sys.path[:0] = [here]",
    "sys.path += more",
    "path = sys.path",
    "site.addsitedir(here)",
  ])
    assert.is(code(read, program(text)), "reads-file", text);
  for (const text of ["print(sys.path[0])", "sys.path.index(here)", "sys.path == []"])
    assert.is(code(read, program(text)), null, text);
  assert.is(code(effect("reads-file", "/env/lib/python3.12/site-packages/lib/data.json")), "reads-file");
});

test.run();
