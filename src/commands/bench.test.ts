import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Ajv } from "ajv";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BenchDocument } from "../bench/document.js";
import { Workshop } from "../cli/record-workshop.js";
import { perf, ran } from "../cli/spawning.js";
import { isAlive } from "../io/is-alive.js";

const test = suite("commands/bench");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const workshop = new Workshop();
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync("schemas/bench.schema.json", "utf8")),
);

async function bench(...args: string[]): Promise<BenchDocument> {
  const { code, stdout, stderr } = await perf(["bench", "--json", ...args]);
  assert.is(code, 0, stdout + stderr);
  const document: BenchDocument = JSON.parse(stdout);
  assert.ok(validate(JSON.parse(stdout)), JSON.stringify(validate.errors));
  return document;
}

async function failing(...args: string[]): Promise<{ code: string; message: string }> {
  const { code, stdout, stderr } = await perf(["bench", "--json", "--pairs", "3", ...args]);
  assert.is(code, 2, stdout + stderr);
  assert.is(stderr, "");
  return JSON.parse(stdout);
}

test("two commands and a yardstick, as JSON, and as files for other tools", async () => {
  const files = ["x.json", "x.md", "x.hyperfine.json", "x.bencher.json"].map((name) => join(folder, name));
  const document = await bench(
    ...["--pairs", "6", "--command", "node -e 0", "--name", "empty", "--yardstick", "sh -c 'echo 1.2'"],
    ...[...files, `github-action-benchmark=${join(folder, "y")}`].flatMap((file) => ["--export", file]),
    ...["--", "node", "-e", "Buffer.alloc(5e7, 1)"],
  );
  assert.equal(
    document.commands.map(({ name, runs, warmUps }) => [name, runs.length, warmUps.length]),
    [
      ["node", 6, 2],
      ["empty", 6, 2],
      ["sh", 6, 2],
    ],
  );
  const [large, empty, sh] = document.commands;
  assert.ok((large?.maxRssBytes ?? 0) - (empty?.maxRssBytes ?? 0) > 40_000_000);
  assert.equal([document.yardstick, sh?.says], ["sh", "1.2"]);
  assert.ok(document.comparisons.some(({ of, to, metric }) => of === "empty" && to === "node" && metric === "cpu"));
  assert.match(sh?.sha256 ?? "", /^[0-9a-f]{64}$/);
  assert.ok(sh?.path?.endsWith("/sh"));
  assert.is(document.machine.precision, "exact");
  assert.equal(JSON.parse(readFileSync(join(folder, "x.json"), "utf8")), document);
  assert.match(readFileSync(join(folder, "x.md"), "utf8"), "| `empty` / `node` |");
  assert.is(JSON.parse(readFileSync(join(folder, "x.hyperfine.json"), "utf8")).results.length, 3);
  assert.is(JSON.parse(readFileSync(join(folder, "y"), "utf8"))[0].name, "node");
});

test("without kubectl the yardstick is the interpreter of the command, doing nothing, and that is said", async () => {
  const script = join(folder, "tool.py");
  writeFileSync(script, "print('it starts')\n");
  const paths = (process.env.PATH ?? "").split(":").filter((path) => !existsSync(join(path, "kubectl")));
  const python = (await ran("python3", ["-c", "import sys; print(sys.executable)"])).stdout.trim();
  const link = join(folder, "bin");
  await ran("sh", ["-c", `mkdir -p ${link} && ln -sf ${python} ${link}/python3`]);
  const env = { PATH: [link, ...paths].join(":") };
  const words = ["bench", "--json", "--pairs", "2", "--", "python3", script];
  const { stdout } = await perf(words, { env });
  const document: BenchDocument = JSON.parse(stdout);
  assert.is(document.yardstick, "empty python3");
  assert.equal(document.commands[1]?.command, ["python3", "-c", ""]);
  assert.match(document.warnings[0]?.message ?? "", "kubectl is not on PATH: the yardstick is python3 doing nothing");
});

test("variables and preparation reach every run", async () => {
  const log = join(folder, "log");
  await bench(
    ...["--yardstick", "none", "--pairs", "3", "--env", `LOG=${log}`, "--prepare", `sh -c 'echo before >> ${log}'`],
    ...["--", "sh", "-c", 'echo run >> "$LOG"'],
  );
  assert.equal(
    readFileSync(log, "utf8").trim().split("\n"),
    Array.from({ length: 10 }, (_, at) => (at % 2 ? "run" : "before")),
  );
});

test("what can't be measured is one clear error", async () => {
  const flaky = workshop.write("flaky", `#!/bin/sh\necho x >> ${folder}/count; [ $(wc -l < ${folder}/count) -ne 4 ]\n`);
  const errors = [
    await failing("--yardstick", "none", "--", "importperf-no-such"),
    await failing("--yardstick", "none", "--", "node", "-e", "console.error('why'); process.exit(3)"),
    await failing("--yardstick", "none", "--", flaky),
    await failing("--yardstick", "none", "--timeout", "1", "--", "sleep", "60"),
    await failing("--yardstick", "none", "--prepare", "false", "--", "true"),
    await failing("--yardstick", "importperf-no-such", "--", "true"),
    await failing("--name", "x"),
    await failing("--env", "x", "--", "true"),
    await failing("--export", join(folder, "none", "x.json"), "--", "true"),
  ];
  assert.equal(
    errors.map(({ code }) => code),
    [
      "command-missing",
      "command-failed",
      "command-failed",
      "timeout",
      "prepare-failed",
      "command-missing",
      "usage",
      "usage",
      "output-folder-missing",
    ],
  );
  assert.match(errors[1]?.message ?? "", "exit code 3 in its first run: why");
  assert.match(errors[2]?.message ?? "", "exit code 1 in its 4th run, 0 in the 3 before");
});

test("failing commands are measured where that is asked for, and it is said", async () => {
  const document = await bench(...["--yardstick", "none", "--pairs", "3", "--ignore-failure", "--", "false"]);
  assert.equal(
    document.warnings.map(({ code }) => code).filter((code) => code === "fails"),
    ["fails"],
  );
});

test("Ctrl-C ends what runs, and what is known by then is told", async () => {
  const pid = join(folder, "pid");
  const program = workshop.write(
    "slow",
    `#!/bin/sh\necho $$ > ${pid}\necho x >> ${folder}/slow-runs\nsleep 0.2\n[ $(wc -l < ${folder}/slow-runs) -lt 8 ] || sleep 60\n`,
  );
  const temporary = mkdtempSync(join(folder, "tmp-"));
  const script = `"$0" bin/run.js bench --yardstick none --json -- ${program} & perf=$!
    while [ "$(wc -l < ${folder}/slow-runs 2>/dev/null || echo 0)" -lt 8 ]; do sleep 0.1; done
    kill -INT $perf; wait $perf; echo "exit $?" >&2`;
  const { stdout, stderr } = await ran("sh", ["-c", script, process.execPath], { env: { TMPDIR: temporary } });
  assert.match(stderr, "exit 130");
  const document: BenchDocument = JSON.parse(stdout);
  assert.equal([document.plan.ended, document.plan.pairs], ["user", 5]);
  const left = Number(readFileSync(pid, "utf8"));
  for (let time = 0; time < 50 && isAlive(left); time++) await setTimeout(100);
  assert.not(isAlive(left));
  assert.equal(readdirSync(temporary), []);
});

test.run();
