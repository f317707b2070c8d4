import { UserError } from "../../errors.js";
import { Bytes } from "../bytes.js";
import type { LogFormat, LogReading } from "../format.js";
import { FieldChecks } from "../profile/json-fields.js";
import { parseJson } from "../profile/json-text.js";
import { type JsonShape, jsonShape } from "./shape.js";

/** A format of static graphs: JSON that is read as a whole. */
export interface GraphFormat {
  /** What messages call the document: "esbuild metafile". */
  readonly name: string;
  /** How such a document is made, for the next step of a failure. */
  readonly made: string;
  /** True for a document of this form; only its first 64 KiB are known. */
  fits(shape: JsonShape): boolean;
  /** @throws UserError, by `checks`, that names the first field that is not as the format has it */
  read(document: unknown, checks: FieldChecks): LogReading;
}

/** The format as `formatOf` asks for it. */
export function graphFormat(format: GraphFormat): LogFormat {
  return {
    name: format.name,
    recognises(head) {
      const shape = jsonShape(head);
      return shape !== null && format.fits(shape);
    },
    open(file) {
      const bytes = new Bytes();
      return {
        push: (chunk) => bytes.push(chunk),
        finish() {
          const foreign = { code: "invalid-graph", hint: `Make it again: ${format.made}` };
          const checks = new FieldChecks(file, format.name, foreign);
          const reading = format.read(parseJson(bytes.joined(), file, format.name), checks);
          if (reading.graph.modules.count === 0)
            throw new UserError("empty-graph", `this ${format.name} holds no module`, foreign.hint, { file });
          return reading;
        },
      };
    },
  };
}
