import type { CountRow, ImportPlace, Verdict } from "../../gate/verdict.js";
import { thousands } from "../terminal/units.js";

export const SIGNS: Readonly<Record<Verdict["verdict"], { readonly word: string; readonly emoji: string }>> = {
  pass: { word: "pass", emoji: "✅" },
  fail: { word: "fail", emoji: "❌" },
  inconclusive: { word: "inconclusive", emoji: "❔" },
};

export function times(ratio: number): string {
  return `${ratio.toFixed(3)} x`;
}

export function countText(metric: CountRow["metric"], value: number): string {
  return metric === "maxRssBytes" ? `${(value / 1e6).toFixed(1)} MB` : thousands(value);
}

/** "cli/list.py:3" */
export function placeText({ importer, file, line }: ImportPlace): string {
  return file === null ? importer : `${file}${line === null ? "" : `:${line}`}`;
}

/** "2 of 3 commands fail, 1 is inconclusive" */
export function inAll(verdicts: readonly Verdict[]): string {
  const count = (verdict: Verdict["verdict"]): number => verdicts.filter((each) => each.verdict === verdict).length;
  const [failing, open] = [count("fail"), count("inconclusive")];
  const said = [
    ...(failing > 0 ? [`${failing} of ${verdicts.length} commands ${failing === 1 ? "fails" : "fail"}`] : []),
    ...(open > 0 ? [`${open} of ${verdicts.length} ${open === 1 ? "is" : "are"} inconclusive`] : []),
  ];
  return said.length === 0 ? `${verdicts.length} commands` : said.join(", ");
}
