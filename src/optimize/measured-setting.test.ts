import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectOf } from "../io/testing/tried-project.js";
import { measureSetting } from "./measured-setting.js";

const test = suite("a setting of the environment, measured");
const setting = { name: "KEPT", value: (folder: string) => folder };

async function measured(program: string): Promise<{ us: number | null; folder: string; runs: string[] }> {
  const folder = projectOf([["app.js", program]]);
  const words = [process.execPath, join(folder, "app.js")];
  const us = await measureSetting(words, setting, {
    ...{ environment: process.env, folder, stop: new AbortController().signal },
  });
  return { us, folder, runs: readFileSync(join(folder, "runs"), "utf8").trim().split("\n") };
}

const NOTED = 'require("node:fs").appendFileSync("runs", (process.env.KEPT ?? "without") + "\\n");\n';

test("runs in turns with and without it, in a folder that is gone then", async () => {
  const { us, runs } = await measured(NOTED);
  assert.type(us, "number");
  const without = runs.filter((run) => run === "without").length;
  assert.is(without, runs.length / 2);
  assert.ok(without > 2);
  const [folder = ""] = new Set(runs.filter((run) => run !== "without"));
  assert.not.ok(existsSync(folder) || existsSync(join(folder, "..", "..", "owner")));
});

test("says nothing of a command that then ends otherwise", async () => {
  const { us, runs } = await measured(`${NOTED}process.exitCode = process.env.KEPT === undefined ? 0 : 3;`);
  assert.is(us, null);
  assert.is(runs.length, 2);
});

test.run();
