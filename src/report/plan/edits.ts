import type { Language } from "../../graph/vocabulary.js";
import type { Proposal } from "../../optimize/plan.js";

const EDITS: Readonly<Record<string, string>> = {
  "type-checking": "for type checkers alone, under if TYPE_CHECKING",
  pep562: "at first use, by the package's __getattr__",
  lazy: "as a lazy import",
  value: "made at first use",
  collector: "collector off while the entry imports",
  barrel: "from the module that defines it",
  "compile-cache": "kept compiled from the second start on",
};

/** What an edit of the file in which a program begins is about, where it is about no name. */
export function entryText(language: Language): string {
  return language === "javascript" ? "the compile cache" : "the garbage collector";
}

/** What an edit does with an import, behind its names: "into up, down and 3 more functions". */
export function editText(
  { edit, places, file }: Pick<Proposal, "edit" | "places"> & { readonly file?: string },
  longest = 3,
): string {
  if (edit === "type-checking" && /\.[cm]?tsx?$/.test(file ?? "")) return "for types alone, by import type";
  if (edit !== "function") return EDITS[edit] ?? edit;
  const scopes = [...new Set(places.map(({ scope }) => scope))];
  if (scopes.length === 0) return "into the functions that use it";
  const rest = scopes.length - longest;
  if (rest <= 0) return `into ${listed(scopes)}`;
  return `into ${scopes.slice(0, longest).join(", ")} and ${rest} more function${rest === 1 ? "" : "s"}`;
}

/** Where the import goes: "main:135 in `if action == "up"`". */
export function placeTexts({ places }: Pick<Proposal, "places">): string[] {
  return places.map(({ scope, line, block }) => `${scope}:${line}${block === null ? "" : ` in “${block}”`}`);
}

export function proofTexts({ proof }: Pick<Proposal, "proof">): string[] {
  return proof.map(({ rule, ground }) => (ground === undefined ? rule : `${rule} (${ground})`));
}

/** "p2, p3 and p7 to p12": runs of numbers shortened. */
export function idTexts(ids: readonly string[]): string {
  const numbers = ids.map((id) => Number(id.slice(1))).sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return listed(
    runs.flatMap(([from, to]) =>
      to - from < 2 ? (from === to ? [`p${from}`] : [`p${from}`, `p${to}`]) : [`p${from} to p${to}`],
    ),
  );
}

/** "a", "a and b", "a, b and c" */
export function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? "";
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} and ${last}`;
}
