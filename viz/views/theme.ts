import { byId } from "./dom.js";

const KEY = "importperf-theme";

/** Light or dark: the system's choice, until the button is used. @param setDark is told of each choice */
export function showTheme(setDark: (isDark: boolean) => void): void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const paper = window.matchMedia("print");
  const button = byId("theme");
  let chosen = remembered();
  const apply = () => {
    const wanted = chosen === null ? system.matches : chosen === "dark";
    if (chosen !== null) document.documentElement.dataset.theme = chosen;
    button.textContent = wanted ? "Light" : "Dark";
    button.setAttribute("aria-label", wanted ? "Light colours" : "Dark colours");
    // Paper is white.
    setDark(wanted && !paper.matches);
  };
  button.addEventListener("click", () => {
    chosen = button.textContent === "Light" ? "light" : "dark";
    remember(chosen);
    apply();
  });
  system.addEventListener("change", apply);
  paper.addEventListener("change", apply);
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
