import fc from "fast-check";

/** What stands where something else was expected. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1,
  0.5,
  1e300,
  2 ** 53,
  "",
  "x",
  "\u001b[31m",
  [],
  {},
  [null],
  { kind: "profile" },
  "tree",
  99,
];

/** For tests: a JSON document with up to three of its values replaced, removed or doubled; still JSON. */
export function mutatedJson(text: string): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(),
    what: fc.constantFrom("replace" as const, "replace" as const, "remove" as const, "double" as const),
    value: fc.constantFrom(...STRANGE),
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const document: unknown = JSON.parse(text);
    for (const { at, what, value } of changes) {
      const places = placesOf(document);
      const place = places[at % Math.max(1, places.length)];
      if (place === undefined) continue;
      const { holder, key } = place;
      // A copy: the next change may be inside it, and into one shared by all it could put itself.
      if (what === "replace") holder[key] = structuredClone(value);
      else if (!Array.isArray(holder)) delete holder[key];
      else holder.splice(Number(key), what === "remove" ? 1 : 0, ...(what === "remove" ? [] : [holder[Number(key)]]));
    }
    return JSON.stringify(document);
  });
}

type Holder = Record<string, unknown>;

function placesOf(document: unknown): { holder: Holder; key: string }[] {
  const places: { holder: Holder; key: string }[] = [];
  const open = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    const holder = value as Holder;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      open.push(holder[key]);
    }
  }
  return places;
}
