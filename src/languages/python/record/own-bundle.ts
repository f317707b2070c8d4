/** Bundles of ours: a launcher that starts an interpreter without `site`, so that no sitecustomize comes in. */

/** Where a bundle's launcher is compiled, the script that does the same lies beside it under this name. */
export const LAUNCHER_SCRIPT = "launcher.sh";

/** The last line of launcher.sh, with or without the flags that take assertions out. */
const STARTS = /exec "\$here\/bin\/python" ((?:-O )*-S) ("\$here\/start\.py" "\$0" "\$@")\n$/;

/**
 * A launcher's own steps, with hooks at their end.
 *
 * @param file what the command's first word starts, with its text
 * @param folder holds the hook files
 * @returns null for a command that starts no bundle of ours
 */
export function letIn(words: readonly string[], file: string, text: string, folder: string): readonly string[] | null {
  const starts = text.startsWith("#!/bin/sh\n") ? STARTS.exec(text) : null;
  if (starts === null) return null;
  const [line, flags, start] = starts;
  const bundle = `'${folder.replaceAll("'", "'\\''")}/importperf_bundle.py'`;
  const script = `${text.slice(0, -line.length)}exec "$here/bin/python" ${flags} ${bundle} ${start}\n`;
  return ["/bin/sh", "-c", script, file, ...words.slice(1)];
}
