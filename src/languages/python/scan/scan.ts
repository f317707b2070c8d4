import { asUtf8 } from "./encoding.js";
import { FileReader } from "./file-reader.js";
import { Positions } from "./positions.js";
import { results } from "./results.js";
import { type Complaint, NOTHING_SCANNED, type ScannedFile } from "./scanned.js";
import { Stop } from "./stop.js";
import { tailOf } from "./tail.js";

/**
 * The imports of one Python source file, read without a tree. What a file says is exact, or else it is `unread` or
 * `unsure`; never throws on what a file holds. Its time grows with the file's size.
 */
export function scanPython(source: Uint8Array): ScannedFile {
  let bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  try {
    bytes = asUtf8(source);
    let reader = new FileReader(bytes, [], false, tailOf(bytes));
    reader.run();
    // Names given to import functions later than their first use, and tables that only a later __getattr__ uses.
    const more = reader.moreCallNames();
    if (more.length > 0 || reader.hasGetattr) {
      reader = new FileReader(bytes, more, reader.hasGetattr, bytes.length);
      reader.run();
    }
    return results(bytes, reader);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const complaint: Complaint = { line: new Positions(bytes).lineOf(error.at), reason: error.reason };
    return { ...NOTHING_SCANNED, [error.kind]: complaint };
  }
}
