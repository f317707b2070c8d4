import type { Reason } from "../../../rewriting.js";
import { isAside } from "../lookers/program-wide.js";
import { type CollectorSituation, firstPlace } from "./situation.js";

const SERVES =
  /\b(?:serve_forever|run_forever|run_app|run_simple|run_server|(?:start|create)(?:_unix)?_server|make_server|daemonize|DaemonContext)\s*\(|\.listen\(|\b(?:HTTP|TCP|UDP|UnixStream|XMLRPC|WSGI)Server\s*\(|^[ \t]*(?:import|from)[ \t]+(?:uvicorn|gunicorn|hypercorn|daphne|waitress|cheroot)\b/m;

/** What runs for long would keep all that its imports made and nothing needs any more. */
export function mayServe({ sources }: CollectorSituation): Reason | null {
  const place = firstPlace(
    sources.filter(({ shown }) => !isAside(shown)),
    SERVES,
  );
  if (place === null) return null;
  const { file, line, found } = place;
  return { code: "may-serve", message: `${file}:${line} (${found}) may run for long, as a server`, file, line };
}
