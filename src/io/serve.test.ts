import { request } from "node:http";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { servePage } from "./serve.js";

const serve = suite("serve");
const PAGE = ["<!doctype html>", "<p>äöü</p>"];

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

function ask(url: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, ...options }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

async function during(test: (url: string) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const { url, closed } = await servePage(PAGE, { signal: stop.signal });
  try {
    await test(url);
  } finally {
    stop.abort();
    await closed;
  }
}

serve("gives the page, uncached and unframed, at an address nobody guesses", async () => {
  await during(async (url) => {
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\/$/);
    const { status, headers, body } = await ask(url);
    assert.is(status, 200);
    assert.is(body, PAGE.join(""));
    assert.is(headers["cache-control"], "no-store");
    assert.is(headers["x-content-type-options"], "nosniff");
    assert.is(headers["referrer-policy"], "no-referrer");
    assert.is(headers["content-security-policy"], "frame-ancestors 'none'");
    assert.is((await ask(url, { method: "HEAD" })).body, "");
  });
});

serve("gives nothing else", async () => {
  await during(async (url) => {
    const { origin } = new URL(url);
    for (const path of ["/", "/favicon.ico", "/../etc/passwd", `${new URL(url).pathname}?x`]) {
      const { status, body } = await ask(origin + path);
      assert.is(status, 404, path);
      assert.is(body, "");
    }
    assert.is((await ask(url, { method: "POST" })).status, 405);
  });
});

serve("refuses every host but its own", async () => {
  await during(async (url) => {
    const { port } = new URL(url);
    for (const host of ["evil.example", `evil.example:${port}`, `localhost:${port}`, "127.0.0.1"])
      assert.is((await ask(url, { headers: { host } })).status, 403, host);
  });
});

serve("two servers have different addresses", async () => {
  await during(async (one) =>
    during(async (other) => assert.not.equal(new URL(one).pathname, new URL(other).pathname)),
  );
});

serve("ends with its signal", async () => {
  const stop = new AbortController();
  const { url, closed } = await servePage(PAGE, { signal: stop.signal });
  await ask(url);
  stop.abort();
  await closed;
  await ask(url).then(
    () => assert.unreachable("still answers"),
    (error: NodeJS.ErrnoException) => assert.is(error.code, "ECONNREFUSED"),
  );
});

serve.run();
