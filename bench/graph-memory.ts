// How much memory `perf graph` takes at most for a program of 65,000 generated modules.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface GraphMemoryRow {
  readonly language: "python" | "javascript";
  readonly modules: number;
  readonly ms: number;
  readonly peakMB: number;
}

const MODULES = 65_000;
const IN_FOLDER = 250;
const IMPORTS = 8;

export function benchGraphMemory(): GraphMemoryRow[] {
  return (["python", "javascript"] as const).map((language) => {
    const folder = mkdtempSync(join(tmpdir(), "importperf-modules-"));
    try {
      generate(folder, language);
      return measured(folder, language);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Each module imports some before it; one imports all packages. */
function generate(folder: string, language: "python" | "javascript"): void {
  for (let module = 0; module < MODULES; module++) {
    const place = join(folder, "app", `p${Math.floor(module / IN_FOLDER)}`);
    if (module % IN_FOLDER === 0) {
      mkdirSync(place, { recursive: true });
      if (language === "python") writeFileSync(join(place, "__init__.py"), "");
    }
    const lines = Array.from({ length: Math.min(IMPORTS, module) }, (_, nth) => {
      const imported = (module * 7919 + nth * 104_729) % module;
      const within = `p${Math.floor(imported / IN_FOLDER)}`;
      return language === "python"
        ? `from app.${within}.m${imported} import f as f${nth}`
        : `import { f as f${nth} } from "../${within}/m${imported}.js";`;
    });
    const body =
      language === "python" ? "def f(x):\n    return x + 1\n" : "export function f(x) {\n  return x + 1;\n}\n";
    const ending = language === "python" ? "py" : "js";
    writeFileSync(join(place, `m${module}.${ending}`), `${lines.join("\n")}\n\n\n${body.repeat(5)}`);
  }
  const [name, text] = language === "python" ? ["__init__.py", ""] : ["package.json", '{ "type": "module" }'];
  writeFileSync(join(folder, "app", name), text);
}

function measured(folder: string, language: "python" | "javascript"): GraphMemoryRow {
  const preload = join(folder, "peak.cjs");
  writeFileSync(preload, 'process.on("exit", () => console.error("peak", process.resourceUsage().maxRSS));\n');
  const args = ["--require", preload, resolve("bin", "run.js"), "graph", join(folder, "app"), "--json"];
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache") },
  });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  const kilobytes = /^peak (\d+)$/m.exec(stderr)?.[1];
  if (status !== 0 || kilobytes === undefined) throw new Error(`perf graph failed: ${stderr}`);
  return { language, modules: MODULES, ms, peakMB: Number(kilobytes) / 1000 };
}

export function graphMemoryTable(rows: readonly GraphMemoryRow[]): string {
  return [
    "   modules     peak MB        ms",
    ...rows.map(
      ({ language, modules, ms, peakMB }) =>
        `${modules.toLocaleString("en-US").padStart(10)}${peakMB.toFixed(0).padStart(12)}${ms.toFixed(0).padStart(10)}  ${language}`,
    ),
  ].join("\n");
}
