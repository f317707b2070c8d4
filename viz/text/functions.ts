const IN_FILE = /^(.*):\d+\(([^()]+)\)(?: #\d+)?$/s;
const BUILT_IN = /^<(?:built-in )?(?:method|function) '?([^ '>]+)/;
/** What stands around the name of a module in the path of its file. */
const OF_FILE = /(?:\/__init__)?\.pyw?$/;

/**
 * The telling part of a function's name: `_parse` of `re/_parser.py:516(_parse)`, `marshal.loads` of
 * `<built-in method marshal.loads>`; of a module's own code, which has no name, its file. Other names stay whole.
 */
export function functionName(name: string): string {
  const [, file = "", called] = IN_FILE.exec(name) ?? [];
  if (called === "<module>") return file.replace(OF_FILE, "");
  return called ?? BUILT_IN.exec(name)?.[1] ?? name;
}
