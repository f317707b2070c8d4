import { distance } from "fastest-levenshtein";
import { UserError } from "../errors.js";

/** What is built where nobody says what: our own. */
const DEFAULTS = { python: ["folder", "zip"], javascript: ["esbuild"] } as const;
const NEAR = 3;

/**
 * The kinds that `--with` names.
 *
 * @param given as the user typed them, `all` among them
 * @param known of this language, in the order in which they are built
 * @throws UserError `usage` for one that there is not
 */
export function chosenKinds(
  given: readonly string[],
  language: "python" | "javascript",
  known: readonly string[],
): string[] {
  const asked = given.length === 0 ? DEFAULTS[language] : given;
  const wanted = new Set<string>();
  for (const kind of asked) {
    if (kind !== "all" && !known.includes(kind)) throw unknown(kind, language, known);
    for (const each of kind === "all" ? known : [kind]) wanted.add(each);
  }
  return [...wanted];
}

function unknown(kind: string, language: string, known: readonly string[]): UserError {
  const [nearest] = [...known].sort((a, b) => distance(a, kind) - distance(b, kind));
  const isNear = nearest !== undefined && distance(nearest, kind) <= NEAR;
  const name = language === "python" ? "Python" : "JavaScript";
  return new UserError(
    "usage",
    `--with ${kind}: there is no such bundler for ${name}${isNear ? `; did you mean ${nearest}?` : ""}`,
    `choose among ${known.join(", ")}, all`,
  );
}
