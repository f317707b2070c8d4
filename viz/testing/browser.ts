import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium without a window. A machine without it fails here: the page's tests are never skipped. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined)
    throw new Error(
      "The view's tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chrome or Chromium",
    );
  return chromium.launch({ executablePath, args: QUIET });
}

/** A page and everything on it that must not happen: errors, policy violations, requests. */
export interface Watched {
  readonly page: Page;
  readonly faults: string[];
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
}

export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<Watched> {
  const { width = 1440, height = 900, colorScheme = "light" } = look;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) faults.push(request.url());
  });
  page.on("dialog", async (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  // Machines that run several tests at once are slow; nothing here waits for a time to pass.
  page.setDefaultTimeout(90_000);
  await page.goto(url);
  // Not by waitForFunction: its text would be evaluated in the page, which the page's policy forbids.
  await page.waitForSelector("#lines .row, #grid .none:not([hidden]), .bundle-page", { state: "attached" });
  return { page, faults };
}

/** Waits until what was asked for is drawn: the canvas draws in the next frame. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}
