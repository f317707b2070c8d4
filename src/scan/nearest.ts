import { closest, distance } from "fastest-levenshtein";

const SHOWN = 3;

/** The known names that are spelt most like one asked for, best first; as a sentence's end, or "" where none is near. */
export function didYouMean(asked: string, known: Iterable<string>): string {
  const names = [...new Set(known)].filter((name) => name !== "");
  const most = Math.max(2, asked.length / 3);
  const last = asked.slice(asked.lastIndexOf(".") + 1);
  const near = names
    .map((name) => ({ name, far: name.endsWith(`.${last}`) ? 1 : distance(asked.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far || a.name.length - b.name.length)
    .slice(0, SHOWN)
    .map(({ name }) => name);
  if (near.length > 0) return `did you mean ${near.join(", or ")}?`;
  return names.length === 0 ? "" : `the nearest name is ${closest(asked, names)}`;
}
