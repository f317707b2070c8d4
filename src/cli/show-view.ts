import { noBrowser, openInBrowser, pagePlace } from "../io/browser.js";
import { type Piece, writeFileWhole } from "../io/output.js";
import { servePage } from "../io/serve.js";

/**
 * Shows the view: serves it until Ctrl-C, or writes it to a file and opens that; says on stderr where it lies.
 *
 * @param input what the file is named after
 */
export async function showView(
  page: Iterable<Piece>,
  input: string,
  { serve, open }: { readonly serve: boolean; readonly open?: boolean | undefined },
): Promise<void> {
  const why = open === false ? "--no-open" : noBrowser(process.env, process.platform);
  if (serve) {
    await serveUntilInterrupted(page, why === null);
    return;
  }
  const file = pagePlace(input);
  writeFileWhole(file, page);
  const opened = why === null && (await openInBrowser(file));
  if (opened) say(`The view is open in your browser: ${file}`);
  else say(`The view is in ${file}\n  (not opened: ${why ?? "no browser could be started"}; --serve gives an address)`);
}

async function serveUntilInterrupted(page: Iterable<Piece>, open: boolean): Promise<void> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  const served = await servePage(page, { signal: stop.signal });
  say(`The view is at ${served.url} until you press Ctrl-C`);
  if (open) await openInBrowser(served.url);
  await served.closed;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
