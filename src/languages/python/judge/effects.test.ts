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
  libraryHas: () => false,
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

test("what a load reads may be changed by the libraries that the program has loaded", () => {
  const by = (text: string): Partial<EffectContext> => ({
    libraryHas: (word, pattern, but) => but === "app/heavy.py" && text.includes(word) && pattern.test(text),
  });
  const cases: [ProfileEffect, readonly string[], readonly string[]][] = [
    [effect("reads-directory", "os.getcwd"), ["os.chdir(path)", "fchdir(fd)"], ["chdir = None", "self.getcwd()"]],
    [
      effect("reads-environment", "LANG"),
      [
        'os.environ["LANG"] = "C"',
        "environ['LANG'] += x",
        'os.environ.setdefault("LANG", "C")',
        'del os.environ["LANG"]',
        'os.putenv("LANG", "C")',
      ],
      ['os.environ["LANGUAGE"] = "C"', 'os.environ["LANG"] == "C"', "os.environ[name] = value", 'environ.get("LANG")'],
    ],
    [effect("reads-environment", "*"), ["os.environ[name] = value", "environ.pop(name)"], ["environ[name]"]],
    [
      effect("reads-argv", "sys.argv"),
      ["sys.argv = [name]", "sys.argv[1:] = rest", "sys.argv.pop(0)", "del sys.argv[0]", "sys.argv += more"],
      ["sys.argv[1:]", "sys.argv == []", "sys.argv.index(x)", "sys.argv[0] == name"],
    ],
    [effect("reads-stream", "sys.stdout"), ["sys.stdout = wrapped"], ["sys.stdout == x", "sys.stdout.write(x)"]],
    [effect("reads-hook", "sys.excepthook"), ["sys.excepthook = hook"], ["sys.excepthook(kind, error, trace)"]],
    [effect("reads-locale", "locale.getlocale"), ["locale.setlocale(locale.LC_ALL)"], ["self.setlocale = x"]],
    [
      effect("reads-log-level", "logging.Logger.isEnabledFor"),
      ["logging.basicConfig(level=1)", "logging.getLogger().setLevel(1)"],
      ["logging.getLogger(__name__).setLevel(1)"],
    ],
  ];
  for (const [read, changing, others] of cases) {
    assert.is(code(read), null, read.kind);
    for (const text of changing) assert.is(code(read, by(text)), read.kind, text);
    for (const text of others) assert.is(code(read, by(text)), null, text);
  }
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
