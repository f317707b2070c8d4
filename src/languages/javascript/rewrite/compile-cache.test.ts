import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { enableCompileCache } from "./compile-cache.js";

const test = suite("a compile cache for a program");
const CALL = 'require("node:module").enableCompileCache?.();';

function enabled(text: string): string {
  const found = enableCompileCache(text, "bin/app.js");
  if ("reason" in found) throw new Error(found.reason.message);
  assert.is(found.text.split(/\r\n|\n/)[found.line - 1], CALL, "the line is that of the call");
  return found.text;
}

test("it comes first, behind what has to stay in front", () => {
  assert.is(enabled("main();\n"), `${CALL}\nmain();\n`);
  assert.is(enabled("#!/usr/bin/env node\nmain();\n"), `#!/usr/bin/env node\n${CALL}\nmain();\n`);
  assert.is(
    enabled('#!/usr/bin/env node\r\n"use strict";\r\nmain();\r\n'),
    `#!/usr/bin/env node\r\n"use strict";\r\n${CALL}\r\nmain();\r\n`,
  );
  assert.is(enabled('// Licence\n"use strict";\nmain();'), `// Licence\n"use strict";\n${CALL}\nmain();`);
  assert.is(enabled("/* Licence */\nmain();"), `${CALL}\n/* Licence */\nmain();`);
  assert.is(enabled("#!/usr/bin/env node"), `#!/usr/bin/env node\n${CALL}\n`);
});

test("a string that begins an expression is no directive", () => {
  assert.is(enabled('"use strict".length;\nmain();'), `${CALL}\n"use strict".length;\nmain();`);
});

test("an ES module, and what has a cache, are refused", () => {
  const codeOf = (text: string, file = "bin/app.js"): string => {
    const found = enableCompileCache(text, file);
    return "reason" in found ? `${found.reason.code} ${found.reason.line}` : "";
  };
  assert.is(codeOf("main();", "bin/app.mjs"), "es-module-entry 1");
  assert.is(codeOf('import { main } from "./main.js";\nmain();'), "es-module-entry 1");
  assert.is(codeOf('import "./main.js";'), "es-module-entry 1");
  assert.is(codeOf("main();\nexport default 1;"), "es-module-entry 1");
  assert.is(codeOf('\nrequire("v8-compile-cache");'), "has-compile-cache 2");
  assert.is(codeOf(`${CALL}\nmain();`), "has-compile-cache 1", "a second run proposes nothing");
  assert.is(codeOf('import("./main.js");'), "", "import() is no sign of an ES module");
  assert.is(codeOf('main(`\nimport { x } from "x";\nexport default x;`);'), "", "nor is what a text says");
});

test("Node prints the same, strict or not", () => {
  const folder = mkdtempSync(join(tmpdir(), "importperf-entry-"));
  try {
    const part = fc.constantFrom(
      '"use strict";',
      "'use strict'",
      "// note\n",
      "/* note */",
      "\n",
      "console.log((function () { return this === undefined; })());",
      "console.log(1);",
      '"text".length;',
    );
    const texts = fc
      .sample(fc.array(part, { maxLength: 5 }), { numRuns: 20, seed: 7 })
      .map((parts) => parts.join("\n"));
    for (const text of texts) {
      const [before, after] = [text, enabled(text)].map((source) => {
        const file = join(folder, "app.cjs");
        writeFileSync(file, source);
        const { stdout, status } = spawnSync(process.execPath, [file], { encoding: "utf8" });
        return { stdout, status };
      });
      assert.equal(after, before, text);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
