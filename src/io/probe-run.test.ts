import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hiddenState } from "../languages/javascript/judge/load/hidden-state.js";
import { HARMLESS } from "../languages/javascript/judge/load/testing/harmless.js";
import { EFFECTS, type Planted } from "../languages/javascript/judge/load/testing/planted.js";
import type { ProbedLoad } from "../languages/javascript/probe/read-probe.js";
import { probeRun } from "./probe-run.js";

const test = suite("what a probing run sees of loads");

const made = realpathSync(mkdtempSync(join(tmpdir(), "importperf-test-")));
test.after(() => rmSync(made, { recursive: true, force: true }));

/** A program of its own folder each, all required by one main. */
function write(name: string, all: readonly Planted[]): { main: string; gone: string[]; going: string[] } {
  const folder = join(made, name);
  const gone: string[] = [];
  const going: string[] = [];
  const lines: string[] = [];
  all.forEach(({ files }, at) => {
    const inner = join(folder, `${at}`);
    mkdirSync(inner, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      // What one sets must be news to the next.
      writeFileSync(join(inner, file), text.replaceAll("answer", `answer${at}`).replaceAll("PLANTED", `PLANTED${at}`));
      if (file.startsWith("gone")) going.push(join(inner, file));
      else if (file.endsWith(".js")) lines.push(`require(${JSON.stringify(join(inner, file))});`);
    }
    gone.push(join(inner, "gone.js"));
    lines.push(`try { require(${JSON.stringify(join(inner, "gone.js"))}); } catch {}`);
  });
  const main = join(folder, "main.js");
  writeFileSync(main, `${lines.join("\n")}\nsetTimeout(() => process.exit(0), 50);\n`);
  return { main, gone, going };
}

async function probed(name: string, all: readonly Planted[]) {
  const { main, gone, going } = write(name, all);
  const loads = await probeRun(resolve("."), {
    words: [process.execPath, main],
    environment: process.env,
    cwd: made,
    watched: gone,
    going,
    seconds: 60,
    timeoutS: 120,
  });
  assert.ok(loads !== null, "it was not seen to its end");
  const byFile = new Map<string, ProbedLoad>();
  for (const load of loads) byFile.set(load.file, load);
  return { gone, byFile };
}

function seenOf(load: ProbedLoad | undefined, texts: Planted): string[] {
  if (load === undefined) return ["not seen"];
  const hidden = load.ran.flatMap(({ file, offset }) => {
    if (file.includes("gone")) return [];
    const text = texts.files[file.slice(file.lastIndexOf("/") + 1)];
    const found = text === undefined ? null : hiddenState(text, file)(offset);
    return found === null ? [] : [`runs what ${found.what}`];
  });
  return [...load.effects.map(({ kind, what }) => `${kind} ${what}`), ...hidden];
}

/** What only a text tells: what may happen later, what a run can't reach, and objects that are made anew each time. */
const OF_TEXTS =
  /^(?:the clock by new|a terminal's width|a promise's reaction|an async function|a throw|a missing module|a value that .*|a (?:call|getter) that reads what may be set|a table that a (?:function|method) fills.*|a global (?:that|whose) .*another file.*|the umask)$/;

test("each planted effect shows", async () => {
  const wanted = EFFECTS.filter(({ name }) => !OF_TEXTS.test(name));
  const { gone, byFile } = await probed("effects", wanted);
  const missed = wanted.filter((each, at) => seenOf(byFile.get(gone[at] ?? ""), each).length === 0);
  assert.equal(
    missed.map(({ name }) => name),
    [],
  );
});

test("loads without effects show none, but what they read, and functions that may touch what only a module holds", async () => {
  const { gone, byFile } = await probed("harmless", HARMLESS);
  const seen = HARMLESS.flatMap((each, at) =>
    seenOf(byFile.get(gone[at] ?? ""), each).map((what) => `${each.name}: ${what.replace(`PLANTED${at}`, "PLANTED")}`),
  );
  assert.equal(seen, [
    "the command's arguments, looked through: reads-argv process.argv",
    "the arguments, looked through by another name: reads-argv process.argv",
    "random values: reads-random random",
    "random bytes: reads-random randomBytes",
    "the environment that nobody sets: reads-environment QUITE_ANOTHER",
    "exports that a barrel copies: runs what uses k, which only its module holds",
    "a variable that is not the constant's: reads-environment PLANTED",
    "a variable that is not in the list: reads-environment PLANTED",
    "a copy of the environment: reads-environment PLANTED",
    "files that hold variables and are only read: reads-environment PLANTED",
  ]);
});

test.run();
