// The Action's comment: one for a pull request, written anew by each run. Only where the pull request comes from the repository
// itself: the token of a fork's run may not write, and gets no other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eventPayload } from "./runner.mjs";

/** GitHub takes 65,536 characters. */
const MOST = 60_000;
const PAGE = 100;
const MOST_PAGES = 50;
const TIMEOUT_MS = 30_000;

const {
  GITHUB_API_URL = "https://api.github.com",
  GITHUB_EVENT_NAME,
  GITHUB_REPOSITORY = "",
  GITHUB_TOKEN,
} = process.env;

/** Why there is no comment; null where there is to be one. */
function whyNot({ pull_request: request }) {
  if (GITHUB_EVENT_NAME !== "pull_request" || !Number.isInteger(request?.number)) return "this is no pull request";
  if (request.head?.repo?.full_name !== GITHUB_REPOSITORY) return "the pull request comes from another repository";
  if (!GITHUB_TOKEN) return "there is no token";
  return null;
}

async function api(method, path, body) {
  const answer = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues/${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${GITHUB_TOKEN}`,
      "x-github-api-version": "2022-11-28",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (answer.ok) return answer.json();
  const hint = [403, 404].includes(answer.status) ? "; the job needs permissions: pull-requests: write" : "";
  throw new Error(`GitHub answers ${answer.status} to ${method} ${path}${hint}`);
}

/** The comment of an earlier run. Anybody can begin a text as ours do: only those that a token wrote count. */
async function earlier(number, marker) {
  for (let page = 1; page <= MOST_PAGES; page++) {
    const comments = await api("GET", `${number}/comments?per_page=${PAGE}&page=${page}`);
    const own = comments.find(({ body, user }) => user?.type === "Bot" && body?.split(/\r?\n/)[0] === marker);
    if (own !== undefined) return own;
    if (comments.length < PAGE) return null;
  }
  return null;
}

function bodyOf(markdown) {
  const url = process.env.GATE_ARTIFACT_URL ?? "";
  const link = /^https:\/\/[^\s()<>]+$/.test(url) ? `\n[Profiles and view of this run](${url})\n` : "";
  if (markdown.length <= MOST) return markdown + link;
  return `${markdown.slice(0, markdown.lastIndexOf("\n", MOST))}\n\nThe rest is in the run's artifact.\n${link}`;
}

async function comment(markdown) {
  const payload = eventPayload();
  const reason = whyNot(payload);
  if (reason !== null) return `no comment: ${reason}`;
  const { number } = payload.pull_request;
  const [marker = ""] = markdown.split("\n");
  const known = await earlier(number, marker);
  const body = { body: bodyOf(markdown) };
  if (known === null) await api("POST", `${number}/comments`, body);
  else await api("PATCH", `comments/${known.id}`, body);
  return known === null ? "wrote the comment" : "wrote the comment anew";
}

const markdown = readFileSync(join(process.env.GATE_FOLDER ?? "", "verdict.md"), "utf8");
try {
  console.log(await comment(markdown));
} catch (error) {
  // The verdict stands in the summary; a comment that can't be written must not hide it.
  console.log(`::warning title=perf gate::no comment: ${String(error.message).replace(/[\r\n%]+/g, " ")}`);
}
