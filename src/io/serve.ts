import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Piece } from "./output.js";

export interface Served {
  /** The page's address: loopback, a free port, and a path that nobody can guess. */
  readonly url: string;
  /** Resolves when the signal has ended the server and no connection is left. */
  readonly closed: Promise<void>;
}

const HEADERS = {
  "cache-control": "no-store",
  "content-type": "text/html; charset=utf-8",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // The page's own policy stands in it; a page cannot forbid frames around itself.
  "content-security-policy": "frame-ancestors 'none'",
};

/**
 * Serves one page on 127.0.0.1 until the signal aborts; rejects when no port can be had. Other programs and
 * web pages on the machine may reach the port, so the path is a secret, and the `Host` header must be ours:
 * a name that was made to point at 127.0.0.1 (DNS rebinding) is refused.
 *
 * @param html the page, in pieces
 */
export async function servePage(html: Iterable<Piece>, { signal }: { signal: AbortSignal }): Promise<Served> {
  signal.throwIfAborted();
  const body = Buffer.concat(Array.from(html, (piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)));
  const path = `/${randomBytes(16).toString("base64url")}/`;
  let host = "";
  const server = createServer((request, response) => answer(request, response, { host, path, body }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a listening server has a port");
  host = `127.0.0.1:${address.port}`;
  const closed = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  if (signal.aborted) close();
  else signal.addEventListener("abort", close, { once: true });
  return { url: `http://${host}${path}`, closed };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  page: { host: string; path: string; body: Buffer },
): void {
  const refuse = (status: number, headers: Record<string, string> = {}) =>
    response.writeHead(status, { "content-length": "0", "cache-control": "no-store", ...headers }).end();
  if (request.headers.host !== page.host) refuse(403);
  else if (request.method !== "GET" && request.method !== "HEAD") refuse(405, { allow: "GET, HEAD" });
  else if (request.url !== page.path) refuse(404);
  else {
    response.writeHead(200, { ...HEADERS, "content-length": String(page.body.length) });
    response.end(request.method === "HEAD" ? undefined : page.body);
  }
}
