import type { State } from "../state.js";
import { byId } from "./dom.js";

const KEY = "importperf-theme";

/** Light or dark: the system's choice, until the button is used. */
export function showTheme(state: State): void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const button = byId("theme");
  let chosen = remembered();
  const apply = () => {
    const dark = chosen === null ? system.matches : chosen === "dark";
    if (chosen !== null) document.documentElement.dataset.theme = chosen;
    button.textContent = dark ? "Light" : "Dark";
    button.setAttribute("aria-label", dark ? "Light colours" : "Dark colours");
    state.setDark(dark);
  };
  button.addEventListener("click", () => {
    chosen = state.dark ? "light" : "dark";
    remember(chosen);
    apply();
  });
  system.addEventListener("change", apply);
  // Paper is white.
  window.addEventListener("beforeprint", () => state.setDark(false));
  window.addEventListener("afterprint", apply);
  apply();
}

/** A page opened from a file may have no storage; then nothing is remembered. */
function remembered(): "light" | "dark" | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null;
  }
}

function remember(value: string): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Nothing is lost but the choice.
  }
}
