/** A line that says of itself that it is an error, as the last one of a Python traceback and the first one of many others. */
const ERROR = /^(?:[\w.]*(?:Error|Exception)|error|fatal)\b/;
const SHOWN = 120;

/** What of a program's last words says why it failed, to stand behind that it did: " (ImportError: …)"; "" where it said nothing. */
export function lastError(stderr: string): string {
  const lines = stderr.trim().split(/\r?\n/);
  const line = lines.findLast((each) => ERROR.test(each)) ?? lines.at(-1) ?? "";
  return line === "" ? "" : ` (${line.slice(0, SHOWN)})`;
}
