import * as Flags from "@oclif/core/flags";
import { type Piece, writeFileWhole } from "../io/output.js";
import { viewPage } from "../io/view-page.js";
import type { ReportOptions } from "../report/format.js";
import { inCI, isTerminal, terminal } from "./terminal.js";

/** The flags of every verb that writes a report. @param formats the values of `--format` */
export function reportFlags(formats: readonly string[]) {
  return {
    output: Flags.string({ char: "o", summary: 'Write to this file; "-" is standard output.', helpValue: "FILE" }),
    format: Flags.string({
      summary: "What to write; by default what the output file's name says, else text.",
      options: [...formats],
    }),
    json: Flags.boolean({ summary: "The same as --format json.", exclusive: ["format"] }),
    top: Flags.integer({ summary: "How many rows the lists hold.", default: 10, min: 0, helpValue: "N" }),
    open: Flags.boolean({ summary: "Open the view in the browser, or never.", allowNo: true }),
    serve: Flags.boolean({
      summary: "Serve the view on a local address until Ctrl-C.",
      exclusive: ["format", "json", "output"],
    }),
  };
}

export interface ReportFlags {
  readonly format?: string | undefined;
  readonly json: boolean;
  readonly output?: string | undefined;
  readonly top: number;
  readonly open?: boolean | undefined;
  readonly serve: boolean;
}

/** What a verb has to say, in any format. */
export interface Reportable {
  /** Whether the view opens by itself at a terminal; otherwise only where it is asked for. */
  readonly opensItself: boolean;
  /** The input that the view's file is named after. */
  readonly input: string;
  /** @param file the output file that the format is to be told by */
  formatForFile(file: string): Promise<string> | string;
  render(format: string, options: ReportOptions): Promise<Iterable<Piece>>;
}

/**
 * Writes a report where the flags say, and shows the view: by default when standard output is a terminal, no CI runs
 * us and nothing else was asked for, if it opens by itself at all.
 *
 * @param root the package's folder
 */
export async function giveReport(
  shown: Reportable,
  flags: ReportFlags,
  root: string,
  print: (pieces: Iterable<Piece>) => Promise<void>,
): Promise<void> {
  const file = flags.output === undefined || flags.output === "-" ? null : flags.output;
  const asked = flags.json ? "json" : flags.format;
  const name = asked ?? (file === null ? "text" : await shown.formatForFile(file));
  const options = (format: string): ReportOptions => ({
    top: flags.top,
    viewPage: () => viewPage(root),
    ...(format === "text" && file === null ? terminal() : PLAIN),
  });
  // A page is nothing to read in a terminal.
  const isPageHere = name === "html" && flags.output === undefined && isTerminal();
  if (!isPageHere) {
    const pieces = await shown.render(name, options(name));
    if (file === null) await print(pieces);
    else writeFileWhole(file, pieces);
  }
  const isFree = shown.opensItself && asked === undefined && flags.output === undefined && isTerminal() && !inCI();
  if (flags.serve || isPageHere || (flags.open ?? isFree)) {
    const { showView } = await import("./show-view.js");
    await showView(await shown.render("html", options("html")), shown.input, flags);
  }
}

const PLAIN = { width: 80, colour: false };
