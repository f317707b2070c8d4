import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readText } from "../io/read-text.js";
import { someInterpreters } from "../io/testing/pythons.js";
import { ended, projectOf } from "../io/testing/tried-project.js";
import { restCollector } from "../languages/python/rewrite/collector.js";
import { type Hazard, hazards } from "./testing/hazards.js";

const test = suite("ends of programs whose collector rests");
const ENTRY = "app/__main__.py";
const STYLE = { pythonFloor: 7, lineLength: 88 };

/** What the issue warns of: everything is frozen, and stays so. */
function naively(source: string): string {
  const last = source.lastIndexOf("import", source.search(/^(?:def|class|print|sys\.exit|main)/m));
  const end = source.indexOf("\n", last) + 1;
  const imports = source.slice(0, end).replace(/^(?=.)/gm, "    ");
  return `import gc\ngc.disable()\nif True:\n${imports}gc.freeze()\ngc.enable()\n${source.slice(end)}`;
}

/** Exit code and stdout of a run, its error's last line, and the file that it may leave. */
async function end(
  python: string,
  { files }: Hazard,
  entry: (source: string) => string | Uint8Array,
): Promise<string[]> {
  const root = projectOf(files);
  writeFileSync(join(root, ENTRY), entry(files.get(ENTRY) ?? ""));
  const { code, stdout, stderr } = await ended(python, ["-m", "app"], root);
  return [`${code}`, stdout, stderr.trim().split("\n").at(-1) ?? "", readText(join(root, "out.txt")) ?? "no file"];
}

const rested = (source: string): Uint8Array => restCollector(Buffer.from(source), ENTRY, STYLE).bytes;
const programs = hazards(join("fixtures", "hazards", "python", "collector.txt"));

for (const { path, minor } of someInterpreters()) {
  for (const program of programs) {
    // What such a program prints is why it is refused.
    if (/own names/.test(program.title)) continue;
    test(`3.${minor}: ${program.title}`, async () => {
      const before = await end(path, program, (source) => source);
      assert.equal(await end(path, program, rested), before, "all is finalised, flushed and closed as before");
      if (!program.isLost) return;
      assert.not.equal(await end(path, program, naively), before, "frozen to the end it would lose something");
    });
  }
}

test.run();
