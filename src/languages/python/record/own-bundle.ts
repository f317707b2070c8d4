/** Bundles of ours: a launcher that starts an interpreter without `site`, so that no sitecustomize comes in. */

/** The last line of launcher.sh. */
const STARTS = 'exec "$here/bin/python" -S "$here/start.py" "$0" "$@"\n';

/**
 * A launcher's own steps, with hooks at their end.
 *
 * @param file what the command's first word starts, with its text
 * @param folder holds the hook files
 * @returns null for a command that starts no bundle of ours
 */
export function letIn(words: readonly string[], file: string, text: string, folder: string): readonly string[] | null {
  if (!text.startsWith("#!/bin/sh\n") || !text.endsWith(STARTS)) return null;
  const bundle = `'${folder.replaceAll("'", "'\\''")}/importperf_bundle.py'`;
  const script = `${text.slice(0, -STARTS.length)}exec "$here/bin/python" -S ${bundle} "$here/start.py" "$0" "$@"\n`;
  return ["/bin/sh", "-c", script, file, ...words.slice(1)];
}
