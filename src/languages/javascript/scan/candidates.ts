/** What of a text is worth reading, told from single words in it before anything is parsed. */
export interface Candidates {
  /** Offset behind which no import can begin, or -1 if the text cannot import at all. */
  readonly last: number;
  /** Names besides `require` that functions made by `createRequire` are given to. */
  readonly aliases: ReadonlySet<string>;
}

const ASSIGNED = /([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?::\s*[\w.]+\s*)?=(?![=>])/gu;

/** Linear in the text's length. */
export function candidates(text: string): Candidates {
  let last = Math.max(text.lastIndexOf("require"), text.lastIndexOf("import"));
  last = Math.max(last, lastExport(text));
  const aliases = new Set<string>();
  if (last >= 0 && text.includes("createRequire")) {
    for (const alias of aliasNames(text)) if (alias !== "require") aliases.add(alias);
    last = text.length;
  }
  return { last, aliases };
}

/** The last `export` that could begin an `export … from`. */
function lastExport(text: string): number {
  if (!text.includes("from")) return -1;
  for (let at = text.lastIndexOf("export"); at >= 0; at = at === 0 ? -1 : text.lastIndexOf("export", at - 1)) {
    const after = text.charCodeAt(at + 6);
    // A space, `{`, `*`, a comment, or a line's end.
    if (after <= 32 || after === 123 || after === 42 || after === 47 || after > 127) return at;
  }
  return -1;
}

/** Names that something is assigned to shortly before each `createRequire`: more than needed does no harm. */
function* aliasNames(text: string): Iterable<string> {
  for (let at = text.indexOf("createRequire"); at >= 0; at = text.indexOf("createRequire", at + 13)) {
    for (const [, name] of text.slice(Math.max(0, at - 160), at).matchAll(ASSIGNED)) if (name !== undefined) yield name;
  }
}
