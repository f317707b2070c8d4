import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NotRewritten } from "../../not-rewritten.js";
import { judgeImports, rewriteImports } from "./testing/all.js";

const edits = suite("rewriting imports");

/** Before, after, and what the test is of. */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    "an import becomes a require of the function's, behind the imports that stay",
    `import x from "x";\nimport { stays } from "y"; // why\n\nexport function f() {\n  return x(stays);\n}\nstays();\n`,
    `import { stays } from "y"; // why\nimport { createRequire } from "node:module";\n\nconst require = createRequire(import.meta.url);\nlet x;\n\nexport function f() {\n  x ??= require("x");\n  return x(stays);\n}\nstays();\n`,
  ],
  [
    "all that is imported, in the quotes of the file, without its semicolons",
    `#!/usr/bin/env node\n// Licence\nimport a, { b as c, 'd-e' as f, default as g } from 'x'\n\n// First\nconst h = () => [a, c(), f, new g()]\n`,
    `#!/usr/bin/env node\n// Licence\n\nimport { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\nlet a, c, f, g\n\n// First\nconst h = () => [(a ??= require('x')), (c ??= require('x').b)(), (f ??= require('x')['d-e']), new (g ??= require('x'))()]\n`,
  ],
  [
    "some names of an import stay",
    `import a, { b, c } from "x";\nimport d, { e } from "y";\nb(d);\nfunction f() {\n  return [a, c, e];\n}\n`,
    `import { b } from "x";\nimport d from "y";\nimport { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nlet a, c, e;\nb(d);\nfunction f() {\n  a ??= require("x");\n  c ??= require("x").c;\n  e ??= require("y").e;\n  return [a, c, e];\n}\n`,
  ],
  [
    "names of its parts go with it",
    `import a, { b } from "x";\nconst { c } = a, d = b.e;\nfunction f() {\n  return [c(), d];\n}\nexport { f };\n`,
    `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nlet c, d;\nfunction f() {\n  c ??= require("x").c;\n  d ??= require("x").b.e;\n  return [c(), d];\n}\nexport { f };\n`,
  ],
  [
    "names of its parts where they have a value each time",
    `import a from "x";\nconst c = a.c;\nexport async function f() {\n  return c();\n}\n`,
    `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nexport async function f() {\n  const c = require("x").c;\n  return c();\n}\n`,
  ],
  [
    "a require that is there is taken",
    `import { createRequire } from "module";\nimport x from "x";\nconst require = createRequire(import.meta.url);\nfunction f() {\n  return x();\n}\n`,
    `import { createRequire } from "module";\nconst require = createRequire(import.meta.url);\nlet x;\nfunction f() {\n  x ??= require("x");\n  return x();\n}\n`,
  ],
  [
    "a require that is made by a member",
    `import module from "node:module";\nimport x from "x";\nconst require = module.createRequire(import.meta.url);\nexport const f = () => x();\n`,
    `import module from "node:module";\nconst require = module.createRequire(import.meta.url);\nlet x;\nexport const f = () => (x ??= require("x"))();\n`,
  ],
  [
    "createRequire may be there for something else",
    `import { createRequire } from "node:module";\nimport x from "x";\nconst f = () => [createRequire, x];\n`,
    `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nlet x;\nconst f = () => [createRequire, (x ??= require("x"))];\n`,
  ],
  [
    "imports behind the statements that need them",
    `if (globalThis.a) f();\nfunction f() {\n  return x;\n}\nimport x from "x";\n`,
    `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nlet x;\nif (globalThis.a) f();\nfunction f() {\n  x ??= require("x");\n  return x;\n}\n`,
  ],
  [
    "what would run into the declaration before",
    `import x from "x"\n[].a = () => x\n`,
    `import { createRequire } from "node:module"\nconst require = createRequire(import.meta.url)\nlet x;\n[].a = () => (x ??= require("x"))\n`,
  ],
  [
    "a namespace of what Node brings; carriage returns",
    `import * as fs from "node:fs";\r\n\r\nfunction f() {\r\n  return fs.readFileSync("a");\r\n}\r\n`,
    `import { createRequire } from "node:module";\r\nconst require = createRequire(import.meta.url);\r\nlet fs;\r\n\r\nfunction f() {\r\n  fs ??= require("node:fs");\r\n  return fs.readFileSync("a");\r\n}\r\n`,
  ],
  [
    "the default of an ES module is one of its names",
    `import a, { b, "c-d" as e, default as f, "default" as g } from "./x.mjs";\nconst h = () => [a, b(), e, new f(), g];\n`,
    `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nlet a, b, e, f, g;\nconst h = () => [(a ??= require("./x.mjs").default), (b ??= require("./x.mjs").b)(), (e ??= require("./x.mjs")["c-d"]), new (f ??= require("./x.mjs").default)(), (g ??= require("./x.mjs").default)];\n`,
  ],
  [
    "a namespace of an ES module",
    `import * as x from "./x.mjs";\nfunction f() {\n  return x.a(x.default);\n}\n`,
    `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nlet x;\nfunction f() {\n  x ??= require("./x.mjs");\n  return x.a(x.default);\n}\n`,
  ],
];
for (const [title, before, after] of CASES) {
  edits(title, () => {
    assert.is(rewriteImports(before), after);
    assert.is(rewriteImports(after), after, "a second run changes nothing");
  });
}

/** A text, and why what it imports can't move. */
const REFUSED: readonly (readonly [string, string])[] = [
  [`import x from "x";\nx();\n`, "called-at-load"],
  [`import "x";\n`, "bare"],
  [`import x from "x";\nexport { x };\n`, "exported"],
  [`export { x } from "x";\n`, "exported"],
  [`export * from "x";\n`, "exported"],
  [`import * as x from "x";\nconst f = () => x.a;\n`, "namespace"],
  [`import * as fs from "node:fs";\nconst f = () => Object.keys(fs);\n`, "namespace"],
  [`import * as fs from "node:fs";\nconst f = (a) => fs[a];\n`, "namespace"],
  [`import * as fs from "node:fs";\nconst f = () => fs.default;\n`, "namespace"],
  [`import * as x from "./x.mjs";\nconst f = () => x.__esModule;\n`, "namespace"],
  [`import * as x from "./x.mjs";\nconst f = () => ({ ...x });\n`, "namespace"],
  [`import * as x from "./x.mjs";\nconst f = () => (x.a = 1);\n`, "namespace"],
  [`import * as x from "./x.mjs";\nconst f = (a) => x[a];\n`, "namespace"],
  [`import * as fs from "node:fs";\nconst f = () => (fs.a = 1);\n`, "namespace"],
  [`import x from "x" with { type: "json" };\nconst f = () => x;\n`, "import-attributes"],
  [`import x from "x";\nconst f = () => [x, typeof require];\n`, "require-shadowed"],
  [`import x from "x";\nconst createRequire = 1;\nconst f = () => x;\n`, "require-shadowed"],
  [
    `import x from "x";\nf();\nconst require = createRequire(import.meta.url);\nfunction f() { return x; }\n`,
    "require-shadowed",
  ],
  [`import x from "x";\nconst f = (require) => x;\n`, "require-shadowed"],
];
for (const [text, code] of REFUSED) {
  edits(`refused: ${text.split("\n").join(" ")}`, () => {
    assert.ok(
      judgeImports(text).refused.some((each) => each.endsWith(` ${code}`)),
      judgeImports(text).refused.join(", "),
    );
    assert.is(rewriteImports(text), text);
  });
}

edits("types of TypeScript would be lost", () => {
  const text = `import x from "x";\nexport const f = (): number => x;\n`;
  assert.equal(judgeImports(text, "a.ts").refused, ["1 typescript-import"]);
});

edits("a comment among names of which some stay is not moved", () => {
  for (const import_ of ["{ a, /* why */ b } from", "{ a, b } /* from */ from", "{ a, b } from /* from */"]) {
    try {
      rewriteImports(`import ${import_} "x";\nb();\nconst f = () => a;\n`);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, NotRewritten);
      assert.is((error as NotRewritten).reason.code, "comment");
    }
  }
});

edits.run();
