import { Unsure } from "./unsure.js";

const SIMPLE: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0" };

/**
 * Value of a string literal or of a template's characters, without their quotes.
 *
 * @throws Unsure on an octal or broken escape
 */
export function cooked(raw: string, offset: number): string {
  if (!raw.includes("\\")) return raw;
  return raw.replace(/\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])/g, (_, sequence: string) => {
    const first = sequence.charAt(0);
    if (sequence.length > 1 && (first === "u" || first === "x")) {
      const code = Number.parseInt(sequence.replace(/[ux{}]/g, ""), 16);
      if (code > 0x10ffff) throw new Unsure(offset, "broken escape in a string");
      return String.fromCodePoint(code);
    }
    if (/[ux1-9]/.test(first)) throw new Unsure(offset, "unusual escape in a string");
    if (/[\r\n\u2028\u2029]/.test(first)) return "";
    return SIMPLE[first] ?? sequence;
  });
}
