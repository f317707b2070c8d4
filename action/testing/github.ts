import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment as GitHub's API gives it, as far as the Action reads it. */
export interface Comment {
  readonly id: number;
  readonly user: { readonly type: string };
  body: string;
}

/** Of GitHub's REST API what the Action may call: the comments of pull request 7 of o/r. */
export class FakeGitHub {
  readonly comments: Comment[] = [];
  /** "POST /repos/…", in order. */
  readonly calls: string[] = [];
  /** The token that may write, and the status that others get. */
  readonly token = "runner's token";
  mayWrite = true;
  private readonly server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    this.calls.push(`${method} ${url}`);
    let text = "";
    request.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
    request.on("end", () => {
      const isKnown = request.headers.authorization === `Bearer ${this.token}`;
      const [status, answer] = isKnown ? this.answer(method, url, text) : [401, {}];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(method: string, url: string, text: string): [number, unknown] {
    const page = /^\/repos\/o\/r\/issues\/7\/comments\?per_page=100&page=(\d+)$/.exec(url);
    if (method === "GET" && page !== null) {
      const from = (Number(page[1]) - 1) * 100;
      return [200, this.comments.slice(from, from + 100)];
    }
    if (!this.mayWrite) return [403, { message: "Resource not accessible by integration" }];
    const body = String(JSON.parse(text).body);
    if (method === "POST" && url === "/repos/o/r/issues/7/comments") {
      const made = { id: 1000 + this.comments.length, user: { type: "Bot" }, body };
      this.comments.push(made);
      return [201, made];
    }
    const known = this.comments.find(({ id }) => url === `/repos/o/r/issues/comments/${id}`);
    if (method !== "PATCH" || known === undefined) return [404, {}];
    known.body = body;
    return [200, known];
  }
}
