// What GitHub's runner hands to a step by its environment, and how a step answers.
import { appendFileSync, readFileSync } from "node:fs";

/** The payload of the event that started the workflow; empty where there is none. */
export function eventPayload({ GITHUB_EVENT_PATH } = process.env) {
  try {
    return JSON.parse(readFileSync(GITHUB_EVENT_PATH, "utf8"));
  } catch {
    return {};
  }
}

/** Sets outputs of the step. @throws Error for a value that could set another one */
export function setOutputs(outputs) {
  for (const [name, value] of Object.entries(outputs)) {
    if (/[\r\n]/.test(value)) throw new Error(`${name} has several lines`);
    appendTo("GITHUB_OUTPUT", `${name}=${value}\n`);
  }
}

/** Adds to what the page of the workflow's run shows. */
export function addToSummary(markdown) {
  appendTo("GITHUB_STEP_SUMMARY", `${markdown}\n`);
}

function appendTo(variable, text) {
  const file = process.env[variable];
  if (file) appendFileSync(file, text);
}

/** A workflow command that shows a text beside the run. */
export function annotate(level, title, message) {
  const data = message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  process.stdout.write(`::${level} title=${title}::${data}\n`);
}
