import { UserError } from "../../errors.js";
import { jsonErrorLine } from "./json-line.js";

/** The text of JSON bytes: UTF-8, or UTF-16 as PowerShell's `>` writes it; a byte order mark is left out. */
export function jsonText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder().decode(bytes);
}

/**
 * @param kind what the document is, for messages: "profile"
 * @throws UserError with the line where the text is not JSON
 */
export function parseJson(bytes: Uint8Array, file: string, kind: string): unknown {
  let text: string;
  try {
    text = jsonText(bytes);
  } catch {
    const size = `${Math.round(bytes.length / 1e6)} MB`;
    const hint = "Read the log that it was made from instead.";
    throw new UserError("too-large", `this ${kind} of ${size} is larger than one text may be`, hint, { file });
  }
  try {
    return JSON.parse(text);
  } catch {
    const message = `this ${kind} is not complete JSON`;
    const hint = `Make the ${kind} again: it may have been cut off or edited.`;
    throw new UserError("invalid-json", message, hint, { file, line: jsonErrorLine(text) });
  }
}
