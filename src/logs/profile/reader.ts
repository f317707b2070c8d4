import { UserError } from "../../errors.js";
import { Bytes } from "../bytes.js";
import type { LogFormat, LogReader, LogReading } from "../format.js";
import { profileGraph } from "./graph.js";
import { jsonHead } from "./json-head.js";
import { parseJson } from "./json-text.js";

/** Keys that a profile may begin with when a tool has sorted them, `kind` being far behind. */
const OWN_KEYS = ["anatomy", "evidence", "linesRun", "loads"];

/** The profile that `perf record` and `perf analyze --format profile` write. */
export const profile: LogFormat = {
  name: "profile",
  recognises(head) {
    const found = jsonHead(head);
    if (found === null) return false;
    return found.kind === null ? OWN_KEYS.some((key) => found.keys.has(key)) : found.kind === "profile";
  },
  open: (file) => new ProfileReader(file),
};

class ProfileReader implements LogReader {
  private readonly bytes = new Bytes();

  constructor(private readonly file: string) {}

  push(chunk: Uint8Array): void {
    this.bytes.push(chunk);
  }

  finish(): LogReading {
    const { graph, warnings } = profileGraph(parseJson(this.bytes.joined(), this.file, "profile"), this.file);
    if (graph.loads.count === 0 && graph.imports.count === 0) {
      const hint = "Record the program again: perf record -- COMMAND.";
      throw new UserError("empty-profile", "this profile holds no load and no import", hint, { file: this.file });
    }
    return { graph, dialect: null, ignored: { lines: 0, first: [] }, warnings };
  }
}
