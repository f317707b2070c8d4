import { listed } from "./edits.js";

/** What a person can do about reasons of a kind; the first that fits a code. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^annotation|^used-by-annotation/, "quote the annotation, and let nothing read it while the program starts"],
  [/^used-(at-load|by-|in-class|under)/, "move that use into a function, or make it at first use"],
  [/^star-|^namespace$/, "import the names instead of *"],
  [/^es-module$/, "await import() of it in the async function that needs it"],
  [
    /^node-range$/,
    "let engines.node leave out the versions that can't, if nobody needs them, or say so by --accept node-range",
  ],
  [
    /^(?:tick-seen|in-flight)$/,
    "await import() of it where nothing else runs, or let engines.node leave out the versions that can't require it",
  ],
  [/^patched-by-test|^doctest/, "let the test replace it where it is used after the move"],
  [/^names-submodule/, "give the name or the submodule another name"],
  [/^kept$/, "it is pinned; take the pin away"],
  [/^other-style$/, "plan without --style"],
  [/^changes-(order|cycle)$/, "move the imports of both modules together, by hand"],
  [/^installation-check$|^guarded-import$/, "check for the package in the function that needs it"],
];

/** What loading does or reads: nothing in the source forbids a move, but only a person knows whether doing it later is harmless. */
const ACCEPTABLE =
  /^(reads-(?!names$)|writes-|changes-|network$|calls-at-load$|calls-setter$|registers|makes-logger$|filters-warnings$|adds-subclass$|sets-|starts-|draws-|asked-if-loaded$|looked-up-by-name$|unknown-effect$|extension-module$|not-probed$|public-api$|imported-meanwhile$|forgets-modules$)/;

/** @param codes of the reasons that refuse an import together @returns one sentence without a full stop, "" for none */
export function whatToDo(codes: readonly string[]): string {
  const unique = [...new Set(codes)];
  const said = unique.flatMap((code) => {
    const found = ADVICE.find(([fits]) => fits.test(code));
    return found === undefined ? [] : [found[1]];
  });
  if (said.length > 0) return [...new Set(said)].slice(0, 2).join("; ");
  if (!unique.every((code) => ACCEPTABLE.test(code))) return "";
  const flags = unique.map((code) => `--accept ${code}`);
  return `harmless later, or never? ${listed(flags)} take${flags.length === 1 ? "s" : ""} it as proven`;
}
