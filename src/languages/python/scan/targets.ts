import type { UnresolvedReason } from "./scanned.js";

/** What calls of a function do: import what they name, give lazy_loader's tables, or load what the text does not name. */
export type Target = "import_module" | "__import__" | "attach" | "load" | UnresolvedReason;

const TARGETS = new Map<string, Target>([
  ["importlib.import_module", "import_module"],
  ["importlib.__import__", "__import__"],
  ["builtins.__import__", "__import__"],
  ["__import__", "__import__"],
  ["lazy_loader.attach", "attach"],
  ["lazy_loader.attach_stub", "stub"],
  ["lazy_loader.load", "load"],
  ["pkgutil.iter_modules", "pkgutil"],
  ["pkgutil.walk_packages", "pkgutil"],
  ["pkgutil.resolve_name", "computed"],
  ["runpy.run_module", "computed"],
  ["runpy.run_path", "file"],
  ["imp.load_module", "file"],
  ["imp.load_source", "file"],
  ["importlib.util.spec_from_file_location", "file"],
  ["importlib.metadata.entry_points", "entry-points"],
  ["importlib_metadata.entry_points", "entry-points"],
  ["pkg_resources.iter_entry_points", "entry-points"],
  ["pkg_resources.load_entry_point", "entry-points"],
  ["django.utils.module_loading.import_string", "settings"],
  ["werkzeug.utils.import_string", "settings"],
]);

/** The last names of all of them. */
export const TARGET_NAMES: readonly string[] = [...TARGETS.keys()].map((target) =>
  target.slice(target.lastIndexOf(".") + 1),
);

/** What a dotted name means, all aliases taken away. Copies of importlib that projects carry count as it. */
export function targetOf(name: string): Target | null {
  return TARGETS.get(name) ?? (name.endsWith(".importlib.import_module") ? "import_module" : null);
}

/** Names of settings whose strings frameworks import. */
export const SETTINGS: ReadonlySet<string> = new Set([
  "INSTALLED_APPS",
  "MIDDLEWARE",
  "MIDDLEWARE_CLASSES",
  "ROOT_URLCONF",
  "WSGI_APPLICATION",
  "ASGI_APPLICATION",
  "AUTHENTICATION_BACKENDS",
]);
