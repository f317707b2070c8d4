import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NotRewritten } from "../../not-rewritten.js";
import type { ChosenEdit, DirectImport } from "../../rewriting.js";
import { readFile } from "../judge/file.js";
import { importAt, keysOf } from "../judge/imports.js";
import { namesAt } from "../judge/names.js";
import { rewriteSource } from "./rewrite.js";

const test = suite("imports from where names are defined");

/** Of each exported name where it is defined, as "file name". */
type Homes = Readonly<Record<string, string>>;

/** The first import of a text, with its names from elsewhere. @param only its names by their places; by default all */
function direct(text: string, homes: Homes, only: readonly number[] | null = null): string {
  const source = readFile(text, "main.js");
  if (source.unread !== null) throw new Error(source.unread.message);
  const offset = text.indexOf("import");
  const { line, column } = source.places.at(offset);
  const node = importAt(source, line, column);
  assert.ok(node);
  const edits = keysOf(node).map(({ local, key }, index): ChosenEdit => {
    const [specifier = "", ...name] = (homes[key ?? ""] ?? "").split(" ");
    const order = [...new Set(Object.values(homes).map((home) => home.split(" ")[0]))].indexOf(specifier);
    const instead: DirectImport = { specifier, name: name.join(" "), module: specifier, order };
    const from = "./lib/index.js";
    const name_ = {
      file: "main.js",
      importer: "main.js",
      line,
      column,
      index,
      text: local,
      from,
      bound: local,
      imported: [],
    };
    return { name: name_, option: { edit: "barrel", proof: [], places: [], instead } };
  });
  return rewriteSource(source, only === null ? edits : only.flatMap((at) => edits[at] ?? []));
}

/** Before, where each name is defined, and after. */
const CASES: readonly (readonly [string, string, Homes, string])[] = [
  [
    "names of one module: nothing but what is asked for changes",
    `import {\n  a, // first\n  b as c,\n} from './lib/index.js' // why\nc(a)\n`,
    { a: "./lib/x.js a", b: "./lib/x.js b" },
    `import {\n  a, // first\n  b as c,\n} from './lib/x.js' // why\nc(a)\n`,
  ],
  [
    "other names there",
    `import d, { a, b as c } from "./lib/index.js";\n`,
    { default: "./x.js y", a: "./x.js default", b: "./x.js a name" },
    `import a, { y as d, "a name" as c } from "./x.js";\n`,
  ],
  [
    "two that are the default there",
    `import { a, b } from "./lib/index.js";\n`,
    { a: "./x.js default", b: "./x.js default" },
    `import a, { default as b } from "./x.js";\n`,
  ],
  [
    "several modules, in the order in which these load; carriage returns",
    `// Licence\r\nimport {a, b, c} from "./lib/index.js"\r\n\r\nc(a, b)\r\n`,
    { c: "./c.js c", a: "./a.js a", b: "./c.js d" },
    `// Licence\r\nimport {d as b, c} from "./c.js"\r\nimport {a} from "./a.js"\r\n\r\nc(a, b)\r\n`,
  ],
  [
    "a namespace stands alone",
    `import { a, ns } from "./lib/index.js";\n`,
    { a: "./a.js a", ns: "./a.js *" },
    `import { a } from "./a.js";\nimport * as ns from "./a.js";\n`,
  ],
  [
    "within a line",
    `import x from "x"; import { a, b } from "./lib/index.js"; a(b, x);\n`.replace('import x from "x"; ', ""),
    { a: "./a.js a", b: "./b.js b" },
    `import { a } from "./a.js";\nimport { b } from "./b.js"; a(b, x);\n`,
  ],
];
for (const [title, before, homes, after] of CASES) {
  test(title, () => {
    assert.is(direct(before, homes), after);
  });
}

/** The first `require` of a text, with its names from elsewhere; "*" for all of a module. @param only as above */
function required(text: string, homes: Homes, only: readonly number[] | null = null): string {
  const source = readFile(text, "main.js");
  if (source.unread !== null) throw new Error(source.unread.message);
  const { line, column } = source.places.at(text.indexOf("require"));
  const files = [...new Set(Object.values(homes).map((home) => home.split(" ")[0]))];
  const place = { file: "main.js", importer: "main.js", line, column };
  const edits = namesAt(source, place, []).map((name): ChosenEdit => {
    const [specifier = "", exported = ""] = (homes[name.bound] ?? "").split(" ");
    const instead: DirectImport = { specifier, name: exported, module: specifier, order: files.indexOf(specifier) };
    return { name, option: { edit: "barrel", proof: [], places: [], instead } };
  });
  return rewriteSource(source, only === null ? edits : only.flatMap((at) => edits[at] ?? []));
}

/** Before, by local names where each is defined, and after. */
const REQUIRES: readonly (readonly [string, string, Homes, string])[] = [
  [
    "names of one module: nothing but what is asked for changes",
    `const {\n  a, // first\n  b: c,\n} = require('./lib') // why\nc(a)\n`,
    { a: "./lib/x a", c: "./lib/x b" },
    `const {\n  a, // first\n  b: c,\n} = require('./lib/x') // why\nc(a)\n`,
  ],
  [
    "several modules, in the order in which these load; carriage returns",
    `"use strict";\r\nlet {a, b, c} = require("./lib");\r\n\r\nc(a, b);\r\n`,
    { c: "./c *", a: "./a a", b: "./a d" },
    `"use strict";\r\nlet c = require("./c");\r\nlet {a, d: b} = require("./a");\r\n\r\nc(a, b);\r\n`,
  ],
  [
    "all of one module by two names",
    "const { a, b } = require(`./lib`)\n",
    { a: "./a *", b: "./a *" },
    "const a = require(`./a`)\nconst b = require(`./a`)\n",
  ],
  [
    "beside others in one statement",
    `const x = 1, { a, b } = require("./lib"), y = 2;\n`,
    { a: "./a a", b: "./b default" },
    `const x = 1, { a } = require("./a"), { default: b } = require("./b"), y = 2;\n`,
  ],
  [
    "behind another statement on its line, without a semicolon",
    `x(); var { a, b } = require("./lib")\n`,
    { a: "./a a", b: "./b b" },
    `x(); var { a } = require("./a"); var { b } = require("./b")\n`,
  ],
];
for (const [title, before, homes, after] of REQUIRES) {
  test(`by require: ${title}`, () => {
    assert.is(required(before, homes), after);
  });
}

/** A text, where its names are defined, which of them go, and why that can't be. */
const REFUSED: readonly (readonly [string, Homes, readonly number[] | null, string])[] = [
  [`import { a, /* why */ b } from "./lib/index.js";\n`, { a: "./a.js a", b: "./b.js b" }, null, "comment"],
  [`import { a, b } /* why */ from "./lib/index.js";\n`, { a: "./a.js b", b: "./a.js a" }, null, "comment"],
  [`import { a, b } from "./lib/index.js";\n`, { a: "./a.js a", b: "./a.js b" }, [0], "partly"],
  [`const { a, /* why */ b } = require("./lib");\n`, { a: "./a a", b: "./b b" }, null, "comment"],
  [`const { a, b } = require("./lib") /* why */;\n`, { a: "./a b", b: "./a a" }, null, "comment"],
  [`const { a, b } = require("./lib");\n`, { a: "./a a", b: "./a b" }, [0], "partly"],
];
for (const [text, homes, only, code] of REFUSED) {
  test(`refused: ${text.trim()} ${code}`, () => {
    try {
      (text.includes("require") ? required : direct)(text, homes, only);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, NotRewritten);
      assert.is((error as NotRewritten).reason.code, code);
    }
  });
}

test.run();
