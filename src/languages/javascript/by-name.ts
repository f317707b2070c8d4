/** The package that a name speaks of. */
export interface NamedPackage {
  readonly name: string;
  readonly version: string | null;
  /** The name is a bare specifier ("lodash"), which is a package's only if the graph's maker writes files otherwise. */
  readonly guessed: boolean;
}

/**
 * Reads a module's name where no file is known and the name is no path into node_modules: "pkg@1.0.0/x.js" as our own names
 * are, "@scope/pkg" and "lodash" as static tools write what they did not follow. Everything else ("src/a.js",
 * "./a", "../b.ts") is a path of the project: null.
 */
export function packageOfName(module: string): NamedPackage | null {
  const versioned = VERSIONED.exec(module);
  if (versioned !== null) {
    const [, name = "", version = null] = versioned;
    return { name, version, guessed: false };
  }
  const scoped = SCOPED.exec(module);
  if (scoped !== null) return { name: scoped[0], version: null, guessed: false };
  return BARE.test(module) ? { name: module.split("/", 1)[0] ?? module, version: null, guessed: true } : null;
}

const PART = "[a-z0-9~_-][a-z0-9._~-]*";
const VERSIONED = new RegExp(`^((?:@${PART}/)?${PART})@(\\d[^/]*)(?:/|$)`, "i");
const SCOPED = new RegExp(`^@${PART}/${PART}`, "i");
/** No dot at the end's file name: "lodash", "lodash/fp". A dot in a package's own name ("lodash.merge") is taken too. */
const BARE =
  /^[a-z0-9~_-]+(?:\/[a-z0-9~_-]+)*$|^[a-z][a-z0-9_-]*\.(?!(?:[cm]?[jt]sx?|json|node|wasm|vue|svelte|css)$)[a-z0-9_.-]+$/i;
