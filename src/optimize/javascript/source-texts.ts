import { readText } from "../../io/read-text.js";
import { type ParsedSource, readFile } from "../../languages/javascript/judge/file.js";
import { remembered } from "../../languages/javascript/remembered.js";
import type { StrippedFile, StrippedFiles } from "./stripped-files.js";

/** Texts of files as they run, each read once for all that a plan asks of it. */
export class SourceTexts {
  private readonly known = new Map<string, string | null>();
  private readonly trees = new Map<string, ParsedSource | null>();

  /** @param stripped files of TypeScript that Node ran with blanks for types */
  constructor(private readonly stripped: Pick<StrippedFiles, "of" | "strip" | "problem"> | null = null) {}

  /** Null for a file that can't be read. */
  of(file: string): string | null {
    return remembered(this.known, file, () => this.strippedOf(file)?.text ?? readText(file));
  }

  /** A file as it runs, parsed once for all that look at it, whose path is the file; null for what can't be read or parsed. */
  parsed(file: string): ParsedSource | null {
    return remembered(this.trees, file, () => {
      const text = this.of(file);
      const source = text === null ? null : readFile(text, file);
      return source?.unread === null ? source : null;
    });
  }

  /** As it is written. */
  sourceOf(file: string): string | null {
    return this.strippedOf(file)?.source ?? this.of(file);
  }

  /** A file that Node ran with blanks for types; null for any other. */
  strippedOf(file: string): StrippedFile | null {
    return this.stripped?.of(file) ?? null;
  }

  /** What Node would run of other text of such a file; null where it can't. */
  strip(source: string): string | null {
    return this.stripped?.strip(source) ?? null;
  }

  /** Why it is not known what ran of TypeScript; null where it is. */
  get typesProblem(): string | null {
    return this.stripped?.problem ?? null;
  }
}
