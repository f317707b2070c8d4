// A project's tests as they are run by hand: each with its outcome, independently of how `perf optimize` runs them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** @returns {Map<string, string>} outcomes by test; of other tools than pytest only the last line that they print */
export function testOutcomes(command, cwd, path) {
  const folder = mkdtempSync(join(tmpdir(), "importperf-tests-"));
  try {
    const file = join(folder, "tests.xml");
    const env = {
      ...process.env,
      PYTHONPATH: path,
      PYTHONHASHSEED: "0",
      PYTEST_ADDOPTS: `--junitxml=${file} -p no:randomly`,
    };
    const options = { cwd, env, input: "", encoding: "utf8", maxBuffer: 1 << 28, timeout: 1_800_000, shell: true };
    const { stdout, stderr, status } = spawnSync(command, options);
    if (command.includes("pytest")) return fromXml(readFileSync(file, "utf8"));
    const last = `${stdout}\n${stderr}`
      .trim()
      .split("\n")
      .slice(-3)
      .join(" ")
      .replace(/in [\d.]+s/, "");
    return new Map([["all", `${status} ${last}`]]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fromXml(text) {
  const found = new Map();
  for (const [, head, rest] of text.matchAll(/<testcase ([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    const name = ["classname", "name"].map((key) => new RegExp(`\\b${key}="([^"]*)"`).exec(head)?.[1]).join("::");
    const outcome = /<(failure|error|skipped)\b/.exec(rest ?? "")?.[1] ?? "passed";
    found.set(name, outcome);
  }
  return found;
}

export function changedTests(before, after) {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) =>
    before.get(id) === after.get(id) ? [] : [`${id}: ${before.get(id)} → ${after.get(id)}`],
  );
}
