import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { temporaryFolder } from "../cli/testing.js";
import { KeptAnswers } from "./kept-answers.js";
import { ListedFolders } from "./listed-folders.js";
import { kindOf } from "./paths.js";
import { readText } from "./read-text.js";
import { startWitnessing, type Witnesses, witnessInterpreter } from "./witnesses.js";

const test = suite("io/kept-answers");

/** As if everything had been written long before. */
const LATER = 10_000;
const nobody = async () => null;

function project(): { folder: string; kept: KeptAnswers; cache: string; keep(text?: string): Witnesses } {
  const folder = temporaryFolder();
  const cache = join(temporaryFolder(), "new", "graph");
  mkdirSync(join(folder, "inside"));
  writeFileSync(join(folder, "a.py"), "import b\n");
  symlinkSync("nowhere.py", join(folder, "inside", "link.py"));
  const kept = new KeptAnswers(cache);
  return {
    folder,
    kept,
    cache,
    keep(text = "answer") {
      const { witnesses, finish } = startWitnessing();
      const listed = new ListedFolders();
      listed.entries(folder);
      listed.entries(join(folder, "inside"));
      readText(join(folder, "a.py"));
      kindOf(join(folder, "absent.py"));
      finish();
      kept.keeper("key", witnesses, Date.now() + LATER)({ text: Buffer.from(text), isFinding: false });
      return witnesses;
    },
  };
}

async function found({ kept }: { kept: KeptAnswers }): Promise<string | null> {
  return (await kept.find("key", nobody))?.text.toString() ?? null;
}

test("an answer is given again while nothing changes, to the same question alone", async () => {
  const it = project();
  assert.is(await found(it), null);
  it.keep();
  assert.is(await found(it), "answer");
  assert.is(await it.kept.find("other", nobody), null);
  it.keep("newer");
  assert.is(await found(it), "newer");
});

test("a file with another text of the same size, and the time that it had, is noticed", async () => {
  const it = project();
  const file = join(it.folder, "a.py");
  const { atime, mtime } = statSync(file);
  it.keep();
  writeFileSync(file, "import c\n");
  utimesSync(file, atime, mtime);
  assert.is(await found(it), null);
});

test("whatever else changes is noticed: entries, links, what was not there", async () => {
  const changes: ((folder: string) => void)[] = [
    (folder) => writeFileSync(join(folder, "new.py"), ""),
    (folder) => rmSync(join(folder, "a.py")),
    (folder) => writeFileSync(join(folder, "absent.py"), ""),
    (folder) => writeFileSync(join(folder, "inside", "nowhere.py"), ""),
    (folder) => rmSync(join(folder, "inside"), { recursive: true }),
    (folder) => {
      rmSync(join(folder, "a.py"));
      mkdirSync(join(folder, "a.py"));
    },
  ];
  for (const change of changes) {
    const it = project();
    it.keep();
    change(it.folder);
    assert.is(await found(it), null, change.toString());
  }
});

test("a folder whose entries are as before is no change, whatever was written beside them for a time", async () => {
  const it = project();
  it.keep();
  writeFileSync(join(it.folder, "short-lived"), "");
  rmSync(join(it.folder, "short-lived"));
  assert.is(await found(it), "answer");
});

test("what was made from files that have only just changed is not kept", async () => {
  const it = project();
  const witnesses = it.keep();
  rmSync(it.cache, { recursive: true });
  it.kept.keeper("key", witnesses, Date.now())({ text: Buffer.from("x"), isFinding: false });
  assert.is(await found(it), null);
});

test("an interpreter that says something else is noticed", async () => {
  const it = project();
  const { witnesses, finish } = startWitnessing();
  witnessInterpreter("python3", "one");
  finish();
  it.kept.keeper("key", witnesses, Date.now() + LATER)({ text: Buffer.from("x"), isFinding: true });
  assert.is((await it.kept.find("key", async (exe) => (exe === "python3" ? "one" : null)))?.isFinding, true);
  assert.is(await it.kept.find("key", async () => "two"), null);
});

test("any damage means that there is no answer, and the next one is kept again", async () => {
  const it = project();
  it.keep();
  const file = join(it.cache, readdirSync(it.cache)[0] ?? "");
  const whole = readFileSync(file);
  for (let at = 0; at < whole.length; at += 7) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    writeFileSync(file, changed);
    assert.is(await found(it), null, `byte ${at}`);
    writeFileSync(file, whole.subarray(0, at));
    assert.is(await found(it), null, `${at} bytes`);
  }
  it.keep();
  assert.is(await found(it), "answer");
});

test("a cache folder that can't be written to is none", async () => {
  const it = project();
  const blocked = new KeptAnswers(join(it.folder, "a.py", "cache"));
  blocked.keeper("key", it.keep(), Date.now() + LATER)({ text: Buffer.from("x"), isFinding: false });
  assert.is(await blocked.find("key", nobody), null);
});

test("processes that keep and look at the same time never see half an answer", async () => {
  const { cache, folder, keep } = project();
  keep("0".repeat(100_000));
  const code = `
    const { KeptAnswers } = await import(${JSON.stringify(new URL("kept-answers.js", import.meta.url).href)});
    const kept = new KeptAnswers(${JSON.stringify(cache)});
    const witnesses = { paths: new Set([${JSON.stringify(join(folder, "a.py"))}]), listings: new Map(), interpreters: new Map() };
    let found = 0;
    for (let i = 0; i < 100; i++) {
      const text = Buffer.from(process.argv[1].repeat(50_000 + 500 * i));
      kept.keeper("key", witnesses, Date.now() + ${LATER})({ text, isFinding: false });
      const said = await kept.find("key", async () => null);
      if (said === null) continue;
      found++;
      if (!/^(.)\\1*$/.test(said.text.toString())) throw new Error("half an answer");
    }
    console.log(found);
  `;
  const runs = ["1", "2"].map(async (digit) => {
    const run = spawn(process.execPath, ["--input-type=module", "-e", code, digit], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    run.stdout.on("data", (chunk) => {
      said += String(chunk);
    });
    const [status] = await once(run, "close");
    assert.is(status, 0);
    assert.is(Number(said), 100);
  });
  await Promise.all(runs);
  assert.equal(
    readdirSync(cache).filter((name) => name.endsWith(".tmp")),
    [],
  );
});

test.run();
