import type { ProcessRecord } from "./process-file.js";

/** Where modules come from: what they say themselves, and for the program's own file what its statements say. */
export function filesOfProcess(record: ProcessRecord): Map<string, string | null> {
  const files = new Map<string, string | null>();
  const keep = (name: string, file: string | null): void => {
    if (file !== null && !files.has(name)) files.set(name, file);
  };
  for (const [name, file] of record.before) keep(name, file);
  const open = new Map<number, string[]>();
  for (const event of record.events) {
    const stack = open.get(event.thread) ?? [];
    open.set(event.thread, stack);
    if (event.kind === "begin") stack.push(event.name);
    else if (event.kind === "end") keep(stack.pop() ?? "", event.file);
  }
  const main = [...record.statements.values()].find(({ importer, file }) => importer === "__main__" && isFile(file));
  keep("__main__", record.end?.mainFile ?? (main?.file == null ? null : absoluteFile(main.file, record.cwd)));
  return files;
}

function isFile(file: string | null): boolean {
  return file !== null && !file.startsWith("<");
}

/** @param cwd the process's folder, null where it is not known */
export function absoluteFile(file: string, cwd: string | null): string {
  return /^(?:[\\/]|[A-Za-z]:)/.test(file) || cwd === null ? file : `${cwd}/${file}`;
}
