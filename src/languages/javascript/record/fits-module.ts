/**
 * Whether a specifier can have led to a module, by the module's name alone: for imports of which the runtime gives no place.
 *
 * @param specifier as written: "./lib/a", "pkg/sub", "fs"
 * @param module its name: "pkg/lib/a.js", "pkg@1.0.0/sub.js", "node:fs"
 */
export function fitsModule(specifier: string, module: string): boolean {
  if (module.startsWith("node:")) return specifier.replace(/^node:/, "") === module.slice("node:".length);
  if (/^\.{0,2}\//.test(specifier) || specifier === "." || specifier === "..") {
    const path = specifier.replace(/^(?:\.{1,2}(?:\/|$))+/, "").replace(/\/$/, "");
    const plain = module.replace(/\.\w+$/, "");
    if (path === "") return /(?:^|\/)index$/.test(plain);
    const ends = (text: string): boolean => text === path || text.endsWith(`/${path}`);
    return ends(module) || ends(plain) || ends(plain.replace(/\/index$/, ""));
  }
  const wanted = PACKAGE.exec(specifier)?.[0];
  return wanted !== undefined && wanted === PACKAGE.exec(module)?.[0].replace(/(?<=.)@\d.*/, "");
}

const PACKAGE = /^(?:@[^/]+\/)?[^/]+/;
