import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rewriteAwaited } from "./testing/all.js";

const edits = suite("imports that async functions wait for");

/** Before, after, and what the test is of. */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    "the latest place before all uses, out of loops and functions within",
    `import { a } from "./x.mjs";\nasync function main(all) {\n  if (all.length === 0) return;\n  // Each\n  for (const each of all) a(each);\n  return all.map((each) => a(each));\n}\nmain([]);\n`,
    `async function main(all) {\n  if (all.length === 0) return;\n  const { a } = await import("./x.mjs");\n  // Each\n  for (const each of all) a(each);\n  return all.map((each) => a(each));\n}\nmain([]);\n`,
  ],
  [
    "all that an import gives, in the quotes of the file and without its semicolons",
    `import a, {b, c as d, 'e-f' as g, default as h} from './x.mjs'\n\nasync function main() {\n  [a, b, d, g, h].forEach(String)\n}\nmain()\n`,
    `async function main() {\n  const {default: a, b, c: d, 'e-f': g, default: h} = await import('./x.mjs');\n  [a, b, d, g, h].forEach(String)\n}\nmain()\n`,
  ],
  [
    "a namespace beside the default",
    `import a, * as b from "./x.mjs";\nasync function main() {\n  b.c(a);\n}\nmain();\n`,
    `async function main() {\n  const { default: a } = await import("./x.mjs");\n  const b = await import("./x.mjs");\n  b.c(a);\n}\nmain();\n`,
  ],
  [
    "an arrow's value",
    `import { a } from "./x.mjs";\nconst main = async () => a();\nmain();\n`,
    `const main = async () => { const { a } = await import("./x.mjs"); return a(); };\nmain();\n`,
  ],
  [
    "names of an import that are used one behind the other come once",
    `import { a, b } from "./x.mjs";\nasync function main() {\n  a();\n  if (b()) {\n    b();\n  }\n}\nmain();\n`,
    `async function main() {\n  const { a, b } = await import("./x.mjs");\n  a();\n  if (b()) {\n    b();\n  }\n}\nmain();\n`,
  ],
  [
    "one name of two, in a function of its own",
    `import { a, b } from "./x.mjs";\nb();\nasync function main() {\n  a();\n}\nmain();\n`,
    `import { b } from "./x.mjs";\nb();\nasync function main() {\n  const { a } = await import("./x.mjs");\n  a();\n}\nmain();\n`,
  ],
  [
    "imports in the order in which they stand",
    `#!/usr/bin/env node\n// Licence\nimport { b } from "./y.mjs"; // why\nimport { a } from "./x.mjs";\nasync function main() {\n  a(b);\n}\nmain();\n`,
    `#!/usr/bin/env node\n// Licence\nasync function main() {\n  const { b } = await import("./y.mjs"); // why\n  const { a } = await import("./x.mjs");\n  a(b);\n}\nmain();\n`,
  ],
];
for (const [title, before, after] of CASES) {
  edits(title, () => {
    assert.is(rewriteAwaited(before), after);
    assert.is(rewriteAwaited(after), after, "a second run changes nothing");
  });
}

edits("a parameter's value has no statement before it", () => {
  const text = `import { a } from "./x.mjs";\nasync function main(b = a) {\n  return b;\n}\n`;
  assert.is(rewriteAwaited(text), text);
});

edits.run();
