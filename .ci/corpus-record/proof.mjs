// What `perf record` says of a program, held against what others see of it: an observer inside the program, -X importtime,
// sys.modules at exit, and the program's own output with and without hooks.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { anatomyProblems, ROOT, record, start } from "./start.mjs";

const PROOFS = join(ROOT, "fixtures", "proofs", "python");

/** The environment in which Python finds our hooks, as `perf record` makes it. */
export function hooks(folder, mode) {
  const path = join(folder, "hooks");
  rmSync(path, { recursive: true, force: true });
  mkdirSync(join(path, "out"), { recursive: true });
  copyFileSync(join(ROOT, "dist", "python", "sitecustomize.py"), join(path, "sitecustomize.py"));
  copyFileSync(join(ROOT, "dist", "python", "tracer.py"), join(path, "importperf_tracer.py"));
  writeFileSync(join(path, `environment-${mode}`), `PYTHONPATH\t${delimiter}\t${path}\n`);
  return { PYTHONPATH: path, IMPORTPERF_RECORD: `${mode}::${path}` };
}

/**
 * @param words the program
 * @param python its interpreter
 * @param folder for files, exists
 * @param options.runs of perf record
 * @returns what was found, with `problems` in words: empty when all is proven
 */
export function prove(words, python, folder, { runs }) {
  const problems = [];
  const plain = start(words, {}, folder);
  if (plain.status !== 0)
    return { problems: [`the program itself fails: exit ${plain.status} ${plain.stderr.slice(-300)}`] };
  for (const mode of ["time", "trace"]) {
    const hooked = start(words, hooks(folder, mode), folder);
    for (const part of ["status", "signal", "stdout", "stderr"]) {
      if (hooked[part] !== plain[part]) problems.push(`${part} differs with hooks (${mode})`);
    }
  }
  const file = join(folder, "x.profile.json");
  const recorded = record(words, file, folder, ["-n", String(runs)]);
  if (recorded.status !== 0) problems.push(`perf record ended with ${recorded.status}: ${recorded.stderr.slice(-300)}`);
  if (recorded.stdout !== plain.stdout) problems.push("stdout differs when recorded");
  const profile = JSON.parse(readFileSync(file, "utf8"));
  problems.push(...anatomyProblems(profile, { isSteady: runs > 1 }));
  const once = join(folder, "once.profile.json");
  record(words, once, folder, ["--once"]);
  problems.push(...anatomyProblems(JSON.parse(readFileSync(once, "utf8")), { isSameRun: true }));

  const observed = join(folder, "observed");
  start(words, { PYTHONPATH: PROOFS, IMPORT_OBSERVER: observed }, folder);
  const log = join(folder, "importtime.log");
  writeFileSync(log, start(words, { PYTHONPROFILEIMPORTTIME: "1" }, folder).stderr, "latin1");
  const compared = start(
    [python, join(PROOFS, "compare.py"), file, observed, log],
    { PYTHONDONTWRITEBYTECODE: "1" },
    folder,
  );
  if (compared.status !== 0) return { problems: [...problems, compared.stderr.slice(-500)] };
  const found = JSON.parse(compared.stdout);
  if (found.imports < 10) problems.push("nearly nothing was compared");
  return { ...found, problems: [...problems, ...found.left], runtime: profile.runtime, anatomy: profile.anatomy };
}
