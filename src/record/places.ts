import type { Language } from "../graph/vocabulary.js";
import { sourceBytes } from "../io/source-bytes.js";
import type { ImportPlace, ImportSites, RecordedImport, RecordedProcess } from "../languages/recording.js";
import { recordingOf } from "./recordings.js";

/** Reads the sources of all files from which something was imported; what can't be read adds nothing. */
export async function placesIn(
  processes: readonly RecordedProcess[],
): Promise<(language: Language, row: RecordedImport) => readonly ImportPlace[]> {
  const known = new Map<string, ImportSites | null>();
  for (const { language, imports } of processes) {
    for (const { file } of imports) {
      if (file === null || known.has(key(language, file))) continue;
      const source = sourceBytes(file);
      const sites = source === null ? undefined : recordingOf(language)?.sites(source, file);
      known.set(key(language, file), (await sites) ?? null);
    }
  }
  return (language, row) => known.get(key(language, row.file ?? ""))?.places(row) ?? [];
}

function key(language: Language, file: string): string {
  return `${language} ${file}`;
}
