import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BundleTools } from "../bundle/bundler.js";
import { UserError } from "../errors.js";
import { BundleOut } from "./bundle-out.js";
import { MachineWorkshop } from "./bundle-workshop.js";

const test = suite("io/bundle-workshop");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** A workshop that keeps in `cache`, whose bundlers get no tools. */
function workshop(out: string, cache: string | null, contents = "a"): MachineWorkshop {
  return new MachineWorkshop({
    out: new BundleOut(join(folder, out)),
    cache: cache === null ? null : join(folder, cache),
    contents,
    tool: "importperf 0.0.0-test",
    withTools: (_, __, use) => use({} as BundleTools),
  });
}

/** Builds a file `app` of some text, and a link to it, as a bundler would. */
function build(made: MachineWorkshop, kind: string, text: string) {
  return made.within(kind, async (place) => {
    mkdirSync(join(place.into, "dist"));
    writeFileSync(join(place.into, "dist", "app"), text, { mode: 0o755 });
    symlinkSync("app", join(place.into, "dist", "link"));
    const built = {
      path: join(place.into, "dist"),
      command: [join(place.into, "dist", "app"), "-x"],
      needs: "nothing",
    };
    return made.place(kind, "1.0", place, built, 1200);
  });
}

const codeOf = (error: unknown): string => (error instanceof UserError ? error.code : String(error));

for (const cache of ["cache", null])
  test(`a bundle moves to its kind's folder, command and all, ${cache === null ? "without a cache" : "by the cache"}`, async () => {
    const name = cache === null ? "plain-out" : "cached-out";
    const out = join(folder, name);
    new BundleOut(out).prepare(["one"]);
    const made = workshop(name, cache);
    const placed = await build(made, "one", "first");
    assert.is(placed.path, join(out, "one", "dist"));
    assert.equal(placed.command, [join(out, "one", "dist", "app"), "-x"]);
    assert.equal([placed.bytes, placed.files, placed.buildMs, placed.fromCache], [8, 2, 1200, false]);
    assert.is(readFileSync(join(placed.path, "link"), "utf8"), "first");
    const found = await made.find("one", "1.0");
    assert.equal(found, cache === null ? null : { ...placed, fromCache: true });
    assert.is(await made.find("one", "1.1"), null);
    assert.is(await workshop(name, cache, "b").find("one", "1.0"), null);
    await build(made, "one", "second");
    assert.is(readFileSync(join(out, "one", "dist", "app"), "utf8"), "second");
    made.close();
    assert.equal(readdirSync(out).sort(), ["one", "one.log"]);
  });

test("what fails leaves nothing but its log, and what was there before", async () => {
  const out = join(folder, "failing-out");
  new BundleOut(out).prepare(["one"]);
  const made = workshop("failing-out", "cache-2");
  await build(made, "one", "first");
  const failing = made.within("one", async ({ into }) => {
    writeFileSync(join(into, "half"), "");
    throw new Error("no");
  });
  assert.is(await failing.catch(String), "Error: no");
  const absent = made.within("one", (place) =>
    made.place("one", "2.0", place, { path: join(place.into, "none"), command: ["x"], needs: "" }, 1),
  );
  assert.match(await absent.then(() => "", String), "ENOENT");
  made.close();
  assert.equal(
    readdirSync(out).filter((name) => name !== "one"),
    ["one.log"],
  );
});

test("what we did not make is not replaced, and a folder that can't be one is refused", async () => {
  const out = join(folder, "others-out");
  mkdirSync(join(out, "one"), { recursive: true });
  writeFileSync(join(out, "one", "work"), "mine");
  const refused = (kinds: string[], place = out): string => {
    try {
      new BundleOut(place).prepare(kinds);
      return "";
    } catch (error) {
      return codeOf(error);
    }
  };
  assert.is(refused(["one"]), "output-not-ours");
  assert.is(refused(["two"]), "");
  assert.is(refused(["one"], join(out, "one", "work", "deep")), "output-not-writable");
  assert.is(refused(["one"], join(out, "one", "work")), "output-not-writable");
  // There Node's own recursion never ends.
  if (process.platform === "linux") assert.is(refused(["one"], "/proc/no/such"), "output-not-writable");
  assert.is(readFileSync(join(out, "one", "work"), "utf8"), "mine");
});

test("what calls that were killed left is removed, that of living ones is not", () => {
  const out = join(folder, "dead-out");
  const [dead, alive] = [join(out, ".importperf-999999999-new-one"), join(out, `.importperf-${process.ppid}-new-one`)];
  for (const each of [dead, alive]) mkdirSync(each, { recursive: true });
  new BundleOut(out).prepare(["one"]);
  assert.equal([existsSync(dead), existsSync(alive)], [false, true]);
});

test.run();
