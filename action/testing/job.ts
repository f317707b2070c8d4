import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Ran, ran } from "../../src/cli/spawning.js";

/** What a step leaves behind. */
export interface Step extends Ran {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A job of GitHub Actions on a pull request, with the variables and files that its runner gives to steps. */
export class Job {
  readonly folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
  private readonly event = join(this.folder, "event.json");
  private steps = 0;

  /** @param scripts the folder of the Action's scripts */
  constructor(
    private readonly scripts = resolve("action"),
    private readonly name = "pull_request",
  ) {
    this.payload({ pull_request: { number: 7, head: { repo: { full_name: "o/r" } } } });
    mkdirSync(join(this.folder, "temp"));
    process.on("exit", () => rmSync(this.folder, { recursive: true, force: true }));
  }

  payload(event: unknown): void {
    writeFileSync(this.event, JSON.stringify(event));
  }

  async step(script: string, env: Record<string, string>, cwd = this.folder): Promise<Step> {
    const [outputs, summary] = ["output", "summary"].map((name) => join(this.folder, `${name}${this.steps}`));
    if (outputs === undefined || summary === undefined) throw new Error("two files");
    this.steps++;
    const done = await ran(process.execPath, [join(this.scripts, script)], {
      cwd,
      env: {
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_EVENT_NAME: this.name,
        GITHUB_EVENT_PATH: this.event,
        GITHUB_BASE_REF: this.name === "pull_request" ? "main" : "",
        GITHUB_REPOSITORY: "o/r",
        GITHUB_OUTPUT: outputs,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: join(this.folder, "temp"),
        ...env,
      },
    });
    const rows = read(outputs).split("\n").slice(0, -1);
    const pairs = rows.map((row) => [row.slice(0, row.indexOf("=")), row.slice(row.indexOf("=") + 1)]);
    return { ...done, outputs: Object.fromEntries(pairs), summary: read(summary) };
  }
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/**
 * A copy of the Action's scripts with a `perf` of ours beside it, which writes its words and variables to `asked.json` and ends as
 * `perf gate` does.
 *
 * @returns the folder of the scripts, and what was asked last
 */
export function withFakePerf(folder: string, code: number): { scripts: string; asked: () => Asked } {
  const scripts = join(folder, "action");
  cpSync("action", scripts, { recursive: true, filter: (path) => !/\.ts$|testing$/.test(path) });
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "package.json"), "{}");
  const asked = join(folder, "asked.json");
  writeFileSync(join(folder, "bin", "run.js"), fakePerf(asked, code));
  return { scripts, asked: () => JSON.parse(readFileSync(asked, "utf8")) };
}

export interface Asked {
  readonly words: string[];
  readonly variables: string[];
}

function fakePerf(asked: string, code: number): string {
  return `const { writeFileSync } = require("node:fs");
const words = process.argv.slice(2);
writeFileSync(${JSON.stringify(asked)}, JSON.stringify({ words, variables: Object.keys(process.env) }));
console.log("::error::by a program");
if (${code} === 2) {
  console.error("perf: </code> what sets a checkout up ended with exit code 1");
  process.exit(2);
}
const files = words.flatMap((word) => /^--export=(?:github=)?(.*)/.exec(word)?.[1] ?? []);
const texts = [
  [".json", JSON.stringify({ verdict: "fail", ratio: 1.25 })],
  [".md", "<!-- importperf gate -->\\n### fail " + process.pid + "\\n"],
  [".txt", "::error title=perf gate::slower\\n"],
];
for (const [ending, text] of texts) for (const file of files) if (file.endsWith(ending)) writeFileSync(file, text);
process.exit(${code});
`;
}
