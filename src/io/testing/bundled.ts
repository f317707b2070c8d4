import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BundleBuilt, Bundler, NodeProgram, PythonProgram } from "../../bundle/bundler.js";
import { withBundleTools } from "../bundle-tools.js";

/** For tests: programs that are really bundled, and started. */

const folders: string[] = [];

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** A folder with files, removed at the end. */
export function folderWith(files: Readonly<Record<string, string>>, name = "importperf test-"): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  if (folders.length === 0) process.on("exit", removeFolders);
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
  }
  return folder;
}

/**
 * @param into an empty folder
 * @param places where packages are looked for beside the program's own
 * @throws Error where the bundler isn't there
 */
export function bundled<Program extends PythonProgram | NodeProgram>(
  bundler: Bundler<Program>,
  program: Program,
  into: string,
  places: string = into,
): Promise<BundleBuilt> {
  const interpreter = program.language === "python" ? program.interpreter.executable : program.node;
  mkdirSync(into, { recursive: true });
  const options = {
    kind: bundler.kind,
    log: `${into}.log`,
    environment: process.env,
    interpreter,
    packageRoot: process.cwd(),
    cwd: places,
    timeoutS: 1800,
    stop: new AbortController().signal,
  };
  return withBundleTools(options, async (tools) => {
    const found = await bundler.find(program, tools);
    if ("skipped" in found) throw new Error(found.skipped);
    return bundler.build(program, into, tools);
  });
}

export interface Started {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in the temporary folder, with a HOME of its own. */
export function started(words: readonly string[], home: string, more: Readonly<Record<string, string>> = {}): Started {
  const [program = "", ...args] = words;
  const { PATH } = process.env;
  const env = { ...(PATH === undefined ? {} : { PATH }), HOME: home, ...more };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: tmpdir(),
    env,
    encoding: "utf8",
    timeout: 120_000,
  });
  return { code: status, stdout, stderr };
}

/** Runs a command that has to succeed. */
export function must(words: readonly string[], cwd: string): void {
  const [program = "", ...args] = words;
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8", timeout: 600_000 });
  if (status !== 0) throw new Error(`${words.join(" ")}: ${error?.message ?? stderr}`);
}
