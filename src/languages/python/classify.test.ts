import { strict as assert } from "node:assert";
import fc from "fast-check";
import { suite } from "uvu";
import { GraphBuilder } from "../../graph/builder.js";
import type { ImportGraph } from "../../graph/graph.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import { classifyPython } from "./classify.js";
import type { PythonEnvironment } from "./environment.js";
import { python } from "./python.js";
import { possibleVersions } from "./versions.js";

const test = suite("classification of Python modules");

/** Loads written as an outline: two blanks a level. */
function graphOf(outline: string, runtime: string | null = null): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "tree", runtime });
  builder.addProcess();
  const open: number[] = [];
  for (const line of outline.split("\n").filter((text) => text.trim() !== "")) {
    const depth = (line.length - line.trimStart().length) / 2;
    open[depth] = builder.addLoad(builder.addModule(line.trim()), 0, depth === 0 ? -1 : (open[depth - 1] ?? -1), 1);
  }
  return builder.finish();
}

function told(graph: ImportGraph): Record<string, string> {
  const { name, origin, distribution } = graph.modules;
  return Object.fromEntries(
    name.map((module, index) => {
      const row = graph.distributions[distribution[index] ?? -1];
      const owner = row === undefined ? "" : ` of ${row.name}${row.version === null ? "" : ` ${row.version}`}`;
      return [module, `${ORIGINS[origin[index] ?? -1]}${owner}`];
    }),
  );
}

function byName(outline: string, runtime: string | null = null) {
  const { graph, warnings } = classifyPython(graphOf(outline, runtime), null);
  return { told: told(graph), codes: warnings.map((warning) => warning.code), graph };
}

test("tells the origins that names tell", () => {
  const { told, codes } = byName(
    "_io\n_frozen_importlib_external\nos.path\njson.decoder\nyaml\n  yaml.nodes\n_sysconfigdata__linux_x86_64-linux-gnu\n__mp_main__\nconftest",
  );
  assert.deepEqual(told, {
    _io: "builtin",
    _frozen_importlib_external: "builtin",
    "os.path": "stdlib",
    "json.decoder": "stdlib",
    yaml: "dependency of PyYAML",
    "yaml.nodes": "dependency of PyYAML",
    "_sysconfigdata__linux_x86_64-linux-gnu": "stdlib",
    __mp_main__: "application",
    conftest: "application",
  });
  assert.deepEqual(codes, ["origin-unknown-application", "distributions-guessed"]);
});

test("has no doubt about a log of standard modules alone", () => {
  assert.deepEqual(byName("os\nre\n  enum").codes, []);
});

test("leaves loads and imports as they are, and the given graph too", () => {
  const graph = graphOf("yaml\n  re");
  const classified = classifyPython(graph, null).graph;
  assert.equal(classified.loads, graph.loads);
  assert.equal(classified.imports, graph.imports);
  assert.equal(classified.modules.name, graph.modules.name);
  assert.deepEqual([...graph.modules.distribution], [-1, -1]);
  assert.deepEqual(python.classify(graph, null).graph, classified);
});

test("a stated runtime decides which names are standard", () => {
  const names = "distutils\ntomllib\nasyncore";
  assert.deepEqual(byName(names, "CPython 3.9.1").told, {
    distutils: "stdlib",
    tomllib: "dependency",
    asyncore: "stdlib",
  });
  assert.deepEqual(byName(names, "CPython 3.13.0").told, {
    distutils: "dependency of setuptools",
    tomllib: "stdlib",
    asyncore: "dependency",
  });
  assert.deepEqual(byName(names, "CPython 3.99").told.tomllib, "stdlib");
});

test("a name that only some possible versions have is said to be doubtful", () => {
  const { told, codes } = byName("cgi");
  assert.equal(told.cgi, "stdlib");
  assert.deepEqual(codes, ["stdlib-in-some-versions"]);
});

test("versions are those that the standard modules allow", () => {
  const range = (outline: string, runtime: string | null = null) => {
    const { first, last } = possibleVersions(graphOf(outline, runtime));
    return `${first}-${last}`;
  };
  assert.equal(range("os"), "7-15");
  assert.equal(range("re\n  re._compiler"), "11-15");
  assert.equal(range("io\n  _bootlocale"), "7-9");
  assert.equal(range("re\n  re._compiler\nio\n  _bootlocale"), "7-15", "two interpreters");
  assert.equal(range("foo\n  importlib.metadata"), "7-15", "asked for by others, perhaps in vain");
  assert.equal(range("re\n  re._compiler", "CPython 3.14.2"), "14-14");
});

test("setuptools' distutils is told from the standard one", () => {
  assert.equal(
    byName("setuptools._distutils\ndistutils.core", "CPython 3.10.1").told["distutils.core"],
    "dependency of setuptools",
  );
});

test("CPython's test package is known by its tools", () => {
  assert.equal(byName("test.test_mine\ntest").told.test, "dependency");
  assert.equal(byName("test.support\ntest").told.test, "stdlib");
});

test("what mypyc compiled belongs to whoever imports it", () => {
  const { told } = byName("black\n  81d243bd2c585b0f4821__mypyc\n30fcd23745efe32ce681__mypyc");
  assert.equal(told["81d243bd2c585b0f4821__mypyc"], "dependency of black");
  assert.equal(told["30fcd23745efe32ce681__mypyc"], "dependency");
});

test("what is built in on the other system was asked for in vain", () => {
  const posix = byName("_frozen_importlib_external\n  posix\nsubprocess\n  _winapi\n  nt\npwd").told;
  assert.deepEqual([posix.posix, posix.pwd, posix._winapi, posix.nt], ["builtin", "builtin", "stdlib", "stdlib"]);
  const windows = byName("_frozen_importlib_external\n  nt\n  winreg\nsubprocess\n  _winapi\npwd").told;
  assert.deepEqual(
    [windows.nt, windows.winreg, windows._winapi, windows.pwd],
    ["builtin", "builtin", "builtin", "stdlib"],
  );
});

test("an editable install betrays the application", () => {
  const { told } = byName(
    "__editable___my_tool_1_2_0_dev0_finder\nmy_tool.cli\n_editable_impl_other_tool\nother_tool\nthird",
  );
  assert.equal(told["my_tool.cli"], "application of my-tool");
  assert.equal(told.__editable___my_tool_1_2_0_dev0_finder, "application of my-tool");
  assert.equal(told.other_tool, "application of other-tool");
  assert.equal(told.third, "dependency of third");
});

test("hostile names are classified in linear time", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  const names = [
    `__editable___${"_1".repeat(50_000)}`,
    `google.${"a.".repeat(50_000)}`,
    "",
    ".",
    "..",
    "__proto__",
    "constructor",
  ];
  for (let index = 0; index < 20_000; index++) names.push(`test.${index}`, `distutils.${index}`, `n${index}`);
  builder.addProcess();
  for (const name of names) builder.addLoad(builder.addModule(name), 0, -1, 1);
  const graph = builder.finish();
  for (const known of [null, environment({})])
    assert.equal(classifyPython(graph, known).graph.modules.count, graph.modules.count);
});

test("every module gets an origin and a distribution that is there", () => {
  const part = fc.oneof(
    fc.constantFrom("os", "google", "test", "distutils", "tool", "_x", "zope", ""),
    fc.string({ maxLength: 4 }),
  );
  const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.nat()), { maxLength: 30 }), fc.boolean(), (loads, known) => {
      const builder = new GraphBuilder({ language: "python", evidence: "tree" });
      builder.addProcess();
      loads.forEach(([module, importer], load) => {
        builder.addLoad(builder.addModule(module), 0, load === 0 ? -1 : importer % load, 1);
      });
      const distributions = [
        installed("a", ["tool/__init__.py", "google/x.py"]),
        installed("b", ["google/y.py"], true),
      ];
      const { graph } = classifyPython(builder.finish(), known ? environment({ distributions }) : null);
      assert.equal(graph.modules.origin.length, graph.modules.count);
      assert.equal(graph.modules.distribution.length, graph.modules.count);
      graph.modules.name.forEach((_, module) => {
        const origin = ORIGINS[graph.modules.origin[module] ?? -1];
        const distribution = graph.modules.distribution[module] ?? -2;
        assert.ok(origin !== undefined && distribution >= -1 && distribution < graph.distributions.length);
        if (origin === "stdlib" || origin === "builtin") assert.equal(distribution, -1);
      });
    }),
  );
});

function environment(parts: Partial<PythonEnvironment>): PythonEnvironment {
  const lib = "/opt/python/lib/python3.12";
  return {
    executable: "/venv/bin/python",
    runtime: "CPython 3.12.1",
    version: [3, 12, 1],
    stdlib: ["os", "json", "sys", "math"],
    builtin: ["sys", "math", "zipimport"],
    frozen: ["os"],
    folders: { stdlib: lib, platstdlib: lib, purelib: "/venv/site", platlib: "/venv/site" },
    sitePackages: ["/venv/site"],
    stdlibFiles: [{ base: lib, files: ["os.py", "json/__init__.py", "json/decoder.py"] }],
    distributions: [],
    unclaimed: [],
    elsewhere: [],
    ...parts,
  };
}

function installed(name: string, files: string[], local = false, base = "/venv/site") {
  return { name, version: "1.0", local, places: [{ base, files }] };
}

function byEnvironment(outline: string, parts: Partial<PythonEnvironment>, runtime: string | null = null) {
  const { graph, warnings } = classifyPython(graphOf(outline, runtime), environment(parts));
  const files = Object.fromEntries(
    graph.modules.name.map((name, index) => [name, graph.modules.file?.[index] ?? null]),
  );
  return { told: told(graph), codes: warnings.map((warning) => warning.code), files, graph };
}

test("an environment names built-in and standard modules of its own build", () => {
  const { told, files, graph, codes } = byEnvironment("math\njson.decoder\njson\nos\n_io", {});
  assert.deepEqual(told, { math: "builtin", "json.decoder": "stdlib", json: "stdlib", os: "stdlib", _io: "stdlib" });
  assert.equal(files["json.decoder"], "/opt/python/lib/python3.12/json/decoder.py");
  assert.equal(files.json, "/opt/python/lib/python3.12/json/__init__.py");
  assert.equal(files.math, null);
  assert.equal(graph.runtime, "CPython 3.12.1");
  assert.deepEqual(codes, []);
});

test("an environment gives distributions by their files, in namespaces too", () => {
  const distributions = [
    installed("PyYAML", ["yaml/__init__.py", "yaml/nodes.py", "_yaml/__init__.py"]),
    installed("google-auth", ["google/auth/__init__.py", "google/oauth2/__init__.py"]),
    installed("google-cloud-x", ["google/cloud/x/__init__.py"]),
    installed("fast", ["fast.cpython-312-x86_64-linux-gnu.so"]),
  ];
  const { told, files } = byEnvironment(
    "yaml\n  yaml.nodes\n  yaml.made_up\ngoogle\ngoogle.auth.jwt\ngoogle.cloud\ngoogle.other\nfast",
    {
      distributions,
    },
  );
  assert.deepEqual(told, {
    yaml: "dependency of PyYAML 1.0",
    "yaml.nodes": "dependency of PyYAML 1.0",
    "yaml.made_up": "dependency of PyYAML 1.0",
    google: "dependency",
    "google.auth.jwt": "dependency of google-auth 1.0",
    "google.cloud": "dependency of google-cloud-x 1.0",
    "google.other": "dependency",
    fast: "dependency of fast 1.0",
  });
  assert.equal(files.fast, "/venv/site/fast.cpython-312-x86_64-linux-gnu.so");
  assert.equal(files["yaml.made_up"], null);
});

test("an environment tells the application", () => {
  const { told, codes, files } = byEnvironment("tool.cli\n  helper\nhelper\n  os\nloose\nscript_part\n  json", {
    distributions: [installed("my-tool", ["tool/__init__.py", "tool/cli.py"], true, "/home/user/tool/src")],
    unclaimed: [{ base: "/venv/site", files: ["loose.py"] }],
    elsewhere: [{ base: "/home/user/tool", files: ["helper.py"] }],
  });
  assert.equal(told["tool.cli"], "application of my-tool 1.0");
  assert.equal(files["tool.cli"], "/home/user/tool/src/tool/cli.py");
  assert.equal(told.helper, "application");
  assert.equal(told.loose, "dependency");
  assert.equal(told.script_part, "application");
  assert.deepEqual(codes, ["environment-lacks-modules"]);
});

test("what was asked for in vain is not the application", () => {
  const { told, codes } = byEnvironment(
    "json\n  simplejson\n  org.python.core\n    org.python\n      org\nsitecustomize",
    {},
  );
  assert.equal(told.simplejson, "dependency");
  assert.equal(told["org.python.core"], "dependency");
  assert.equal(told.sitecustomize, "dependency");
  assert.deepEqual(codes, []);
});

test("a copy that a distribution carries is its own", () => {
  const { told, files, codes } = byEnvironment("awscli.main\n  botocore.session\n    botocore\n    os", {
    distributions: [
      installed("awscli", ["awscli/main.py", "awscli/botocore/__init__.py", "awscli/botocore/session.py"]),
    ],
  });
  assert.equal(told["botocore.session"], "dependency of awscli 1.0");
  assert.equal(files["botocore.session"], "/venv/site/awscli/botocore/session.py");
  assert.deepEqual(codes, []);
});

test("an environment of another version than the log's is said, and its runtime not taken", () => {
  const { codes, graph } = byEnvironment("io\n  _bootlocale", {});
  assert.deepEqual(codes, ["environment-differs"]);
  assert.equal(graph.runtime, null);
});

test.run();
