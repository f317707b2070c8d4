import type { When } from "../../../graph/vocabulary.js";
import type { Arguments, Value } from "./arguments.js";
import type { FoundCall } from "./found.js";
import type { ScannedImport, UnresolvedReason } from "./scanned.js";
import type { Target } from "./targets.js";

/** An import without its place; lazy_loader's are deferred wherever they stand. */
type Imported = Omit<ScannedImport, "line" | "column" | "when" | "scope" | "isMain" | "conditions" | "guard"> & {
  readonly when: When | null;
};

interface CallResult {
  readonly imported: readonly Imported[];
  readonly reason: UnresolvedReason | null;
}

const COMPUTED: CallResult = { imported: [], reason: "computed" };

/** What a call imports, as far as its arguments are literal. */
export function callResult(target: Target, { arguments: given }: FoundCall): CallResult {
  switch (target) {
    case "import_module":
      return importModule(given);
    case "__import__":
      return dunderImport(given);
    case "attach":
      return attach(given);
    case "load": {
      const name = argument(given, 0, "fullname")?.string ?? null;
      return name === null ? COMPUTED : one({ module: name, when: "deferred" });
    }
    default:
      return { imported: [], reason: target };
  }
}

function argument({ positional, named }: Arguments, at: number, name: string): Value | null {
  return positional[at] ?? named.get(name) ?? null;
}

function one(part: Partial<Imported> & { readonly module: string }): CallResult {
  return { imported: [imported(part)], reason: null };
}

function imported(part: Partial<Imported> & { readonly module: string }): Imported {
  return { kind: "call", level: 0, anchor: null, names: [], isPrefix: false, isLazy: false, when: null, ...part };
}

function importModule(given: Arguments): CallResult {
  const name = argument(given, 0, "name");
  const text = name?.string ?? name?.prefix ?? "";
  const isPrefix = name?.string == null;
  const module = text.replace(/^\.+/, "");
  const level = text.length - module.length;
  // A prefix that ends in dots may go on with more of them.
  if (text === "" || (isPrefix && module === "" && level === 0)) return COMPUTED;
  if (level === 0) return one({ module, isPrefix });
  const anchor = argument(given, 1, "package");
  if (anchor === null || !isAnchor(anchor)) return COMPUTED;
  return one({ module, level, isPrefix, anchor: anchor.string ?? anchor.text });
}

/** A constant, or a name that every module has. */
function isAnchor({ string, text }: Value): boolean {
  return string !== null || text === "__name__" || text === "__package__" || text === "__spec__.parent";
}

function dunderImport(given: Arguments): CallResult {
  const name = argument(given, 0, "name");
  const module = name?.string ?? name?.prefix ?? "";
  const levelText = argument(given, 4, "level")?.text ?? "0";
  if (!/^\d+$/.test(levelText)) return COMPUTED;
  const level = Number(levelText);
  if (module === "" && level === 0) return COMPUTED;
  const list = argument(given, 3, "fromlist");
  const names = (list?.isDict === true ? [] : (list?.items ?? [])).flatMap(({ string }) =>
    string === null ? [] : [{ name: string, as: null }],
  );
  return one({ module, level, names, isPrefix: name?.string == null });
}

/** `attach(__name__, submodules={"a"}, submod_attrs={"b": ["c"]})`. */
function attach(given: Arguments): CallResult {
  const submodules = argument(given, 1, "submodules");
  const attributes = argument(given, 2, "submod_attrs");
  const found: Imported[] = [];
  let isComplete = (submodules === null || isLiteral(submodules)) && (attributes === null || isLiteral(attributes));
  const relative = { level: 1, anchor: "__name__", when: "deferred" } as const;
  for (const { string } of submodules?.items ?? []) {
    if (string === null) isComplete = false;
    else found.push(imported({ ...relative, module: string }));
  }
  const items = attributes?.isDict === true ? (attributes.items ?? []) : [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    const module = items[i]?.string ?? null;
    const names = (items[i + 1]?.items ?? []).flatMap(({ string }) =>
      string === null ? [] : [{ name: string, as: null }],
    );
    if (module === null) isComplete = false;
    else found.push(imported({ ...relative, module, names }));
  }
  return { imported: found, reason: isComplete ? null : "computed" };
}

function isLiteral({ items, text }: Value): boolean {
  return items !== null || text === "None";
}
