const MODULE = /\.(?:pyw?|pyc|so|pyd)$/;

/** The files that a RECORD lists: the first field of each line of CSV. */
export function* recordedFiles(record: string): Iterable<string> {
  for (let at = 0; at < record.length; ) {
    let end = record.indexOf("\n", at);
    if (end < 0) end = record.length;
    if (record.charCodeAt(at) === QUOTE) yield quoted(record.slice(at, end));
    else {
      const comma = record.indexOf(",", at);
      const file = record.slice(at, comma < 0 || comma > end ? end : comma);
      if (MODULE.test(file)) yield file;
    }
    at = end + 1;
  }
}

const QUOTE = 34;

function quoted(line: string): string {
  return (/^"((?:[^"]|"")*)"/.exec(line)?.[1] ?? "").replaceAll('""', '"');
}

/** Name and version as a METADATA or PKG-INFO file gives them. */
export function nameAndVersion(metadata: string): { name: string | null; version: string | null } {
  const head = metadata.split(/\r?\n\r?\n/, 1)[0] ?? "";
  const field = (name: string): string | null => new RegExp(`^${name}:[ \\t]*(\\S+)`, "im").exec(head)?.[1] ?? null;
  return { name: field("Name"), version: field("Version") };
}

/** `group = name: value` lines of an entry_points.txt: the console scripts. */
export function consoleScripts(text: string): ReadonlyMap<string, string> {
  const scripts = new Map<string, string>();
  let section = "";
  for (const line of text.split(/\r?\n/)) {
    const head = /^\s*\[([^\]]*)\]/.exec(line);
    if (head !== null) section = head[1]?.trim() ?? "";
    const [, name, value] = /^\s*([^=\s#;][^=]*?)\s*=\s*([\w.]+(?::[\w.]+)?)/.exec(line) ?? [];
    if (SCRIPTS.has(section) && name !== undefined && value !== undefined) scripts.set(name, value);
  }
  return scripts;
}

const SCRIPTS: ReadonlySet<string> = new Set(["console_scripts", "gui_scripts"]);

/** As package indexes compare names: `PyYAML` is `pyyaml`, `a_b.c` is `a-b-c`. */
export function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
