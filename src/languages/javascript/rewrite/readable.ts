import { NotRewritten } from "../../not-rewritten.js";
import { readFile } from "../judge/file.js";

/** A new text, if it can be read. @param path relative to the project's root @throws NotRewritten */
export function readable(text: string, path: string): string {
  const { unread } = readFile(text, path);
  if (unread === null) return text;
  throw new NotRewritten({ ...unread, code: "unread", message: `the new text ${unread.message}` }, null);
}
