import { join } from "node:path";
import type { BundleTools, NodeProgram, PythonProgram } from "../bundler.js";

/** For tests: tools that do nothing and note what was asked. */
export class FakeTools implements BundleTools {
  readonly scratch = "/scratch";
  readonly places = ["/user", "/ours"];
  /** Commands, each in one line, with its environment in front. */
  readonly ran: string[] = [];
  /** Files made: written, copied, moved and linked. */
  readonly made = new Map<string, string>();

  /**
   * @param answers the first line that commands print, by any part of their words
   * @param programs of PATH
   * @param files texts of files, or "" for those that are only there
   */
  constructor(
    private readonly answers: Readonly<Record<string, string>> = {},
    private readonly programs: readonly string[] = [],
    private readonly files: Readonly<Record<string, string>> = {},
  ) {}

  async run(words: readonly string[], options: { environment?: Readonly<Record<string, string>> } = {}): Promise<void> {
    const variables = Object.entries(options.environment ?? {}).map(([name, value]) => `${name}=${value} `);
    this.ran.push(variables.join("") + words.join(" "));
  }

  async ask(words: readonly string[]): Promise<string | null> {
    const line = words.join(" ");
    return Object.entries(this.answers).find(([part]) => line.includes(part))?.[1] ?? null;
  }

  which(name: string): string | null {
    return this.programs.includes(name) ? `/bin/${name}` : null;
  }

  exists(path: string): boolean {
    return path in this.files || this.made.has(path);
  }

  read(path: string): string {
    const text = this.made.get(path) ?? this.files[path];
    if (text === undefined) throw new Error(`${path} is not there`);
    return text;
  }

  script(name: string): string {
    return `/ours/${name}`;
  }

  write(path: string, text: string): void {
    this.made.set(path, text);
  }

  copy(from: string, to: string, without: readonly string[] = []): void {
    this.made.set(to, [`copy of ${from}`, ...without.map((name) => `without ${name}`)].join(" "));
  }

  move(from: string, to: string): void {
    this.made.set(to, `was ${from}`);
  }

  link(path: string, text: string): void {
    this.made.set(path, `-> ${text}`);
  }
}

/** A program with everything that bundlers are told of. */
export const PYTHON_PROGRAM: PythonProgram = {
  language: "python",
  name: "greet",
  entry: { module: "greet.cli", function: "main" },
  interpreter: {
    executable: "/venv/bin/python",
    base: "/usr/bin/python3.11",
    version: [3, 11, 7],
    implementation: "CPython",
  },
  modules: "/modules",
  script: "/start/greet_start.py",
  unbundled: ["/venv/bin/python", "/start/greet_start.py"],
  started: [],
  patterns: [],
  distributions: [{ name: "greet", version: "1.0", metadata: "greet-1.0.dist-info", modules: ["greet"] }],
  hidden: ["greet.how"],
  packagesWithData: ["greet"],
  excluded: [],
  freezes: false,
  distribution: null,
};

export const NODE_PROGRAM: NodeProgram = {
  language: "javascript",
  name: "greet",
  file: "/project/bin/greet.js",
  folder: "/project",
  node: "/usr/bin/node",
  version: [20, 19, 0],
  isModule: false,
};

type Files = Readonly<Record<string, string>>;

/** A Python program that loads by a computed name, reads data of its package and its own metadata: `modules` as bundlers get it. */
export const PYTHON_FILES: Files = {
  "modules/greet/__init__.py": "",
  "modules/greet/cli.py": `import importlib
import sys
from importlib.metadata import version
from pkgutil import get_data


def main():
    late = importlib.import_module("greet." + "".join(["ho", "w"]))
    name = sys.argv[1] if len(sys.argv) > 1 else "world"
    print(late.say(get_data("greet", "word.txt").decode().strip(), name), version("greet"))
    print("to", name, file=sys.stderr)
    return 3 if name == "wrong" else 0
`,
  "modules/greet/how.py": 'def say(word, name):\n    return f"{word}, {name}"\n',
  "modules/greet/word.txt": "hello\n",
  "modules/greet-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: greet\nVersion: 1.0\n",
  "modules/greet-1.0.dist-info/RECORD": "",
  "start/greet_start.py": "import sys\nfrom greet.cli import main\nsys.exit(main())\n",
};

/**
 * A Node program that defers a require, loads by names that are partly and wholly computed, from two folders with the same words, reads a
 * file beside it, asks whether it is the main module, and lacks an optional package.
 */
export const NODE_FILES: Files = {
  "package.json":
    '{"name": "greet", "version": "1.0.0", "license": "MIT", "dependencies": {"loader": "1", "plain": "1"}}',
  LICENSE: "All may greet.\n",
  "bin/greet.js": `#!/usr/bin/env node
"use strict";
const fs = require("fs"), path = require("path");
const load = require("loader");
const plain = require("plain");
let optional = "no optional";
try { optional = require("optional"); } catch (error) { optional = error.code; }
function main(name) {
  const late = () => require("../lib/late");
  if (name === "late") late();
  const word = fs.readFileSync(path.join(__dirname, "../data/word.txt"), "utf8").trim();
  const own = require(path.join(__dirname, "..", "lib", ["com", "puted"].join("")));
  console.log(word, name, require("../lib/a")("one"), require("../lib/b")("one"), own, optional);
  console.log(load("./inner"), plain.name, require("../package.json").version, path.basename(__filename));
  console.error("to", name);
  process.exitCode = name === "wrong" ? 3 : 0;
}
if (require.main === module) main(process.argv[2] || "world");
`,
  "data/word.txt": "hello\n",
  "lib/late.js": 'console.log("loaded late");\n',
  "lib/computed.js": 'module.exports = "computed";\n',
  "lib/a/index.js": "module.exports = (name) => require('./x/' + name);\n",
  "lib/a/x/one.js": 'module.exports = "a";\n',
  "lib/b/index.js": "module.exports = (name) => require('./x/' + name);\n",
  "lib/b/x/one.js": 'module.exports = "b";\n',
  "node_modules/loader/package.json": '{"name": "loader", "version": "1.0.0", "dependencies": {"plain": "1"}}',
  "node_modules/loader/index.js":
    'const plain = require("plain");\nmodule.exports = (name) => require(name) + plain.count++ + plain.name;\n',
  "node_modules/loader/inner.js": 'module.exports = "inner";\n',
  "node_modules/plain/package.json": '{"name": "plain", "version": "1.0.0", "license": "ISC"}',
  "node_modules/plain/index.js": "function greet() {}\nmodule.exports = { name: greet.name, count: 0 };\n",
};

/** A Node program that can start from a snapshot of the heap, and says whether it did. */
export const SNAPSHOT_FILES: Files = {
  "package.json": '{"name": "greet", "version": "1.0.0"}',
  "greet.js": `const { startupSnapshot } = require("node:v8");
const loadedBy = process.pid;
const words = require("./words");
function main() {
  console.log(words[process.argv[2] || "world"], loadedBy === process.pid ? "loaded" : "from a snapshot");
  process.exitCode = process.argv[2] === "wrong" ? 3 : 0;
}
if (startupSnapshot.isBuildingSnapshot()) startupSnapshot.setDeserializeMainFunction(main);
else main();
`,
  "words.js": 'module.exports = { world: "hello", wrong: "none" };\n',
};

/** A program of ES modules, with a dynamic import. */
export const MODULE_FILES: Files = {
  "package.json": '{"name": "greet", "version": "1.0.0", "type": "module"}',
  "cli.js": `import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { word } from "./lib/word.js";
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { say } = await import("./lib/late.js");
  const { size } = JSON.parse(readFileSync(new URL("./data/size.json", import.meta.url), "utf8"));
  console.log(say(word), size, process.argv[2]);
}
`,
  "lib/word.js": 'export const word = "hello";\n',
  "lib/late.js": "export const say = (word) => word + '!';\n",
  "data/size.json": '{"size": 5}',
};

/** As the program would be told of in a folder that has these files. */
export function pythonProgramIn(folder: string, interpreter: PythonProgram["interpreter"]): PythonProgram {
  const script = join(folder, "start", "greet_start.py");
  return { ...PYTHON_PROGRAM, interpreter, modules: join(folder, "modules"), script };
}
