import { byId, element } from "./dom.js";

/** A group of buttons of which one is pressed. @returns presses one from elsewhere */
export function showSwitch<Value extends string>(
  id: string,
  values: Readonly<Partial<Record<Value, string>>>,
  first: NoInfer<Value>,
  choose: (value: Value) => void,
): { press(value: Value): void } {
  const names = Object.keys(values) as Value[];
  const press = (value: Value) => {
    for (const [at, button] of buttons.entries()) button.setAttribute("aria-pressed", String(names[at] === value));
  };
  const buttons = names.map((value) => {
    const button = element("button", { type: "button", "aria-pressed": String(value === first) }, values[value] ?? "");
    button.addEventListener("click", () => {
      press(value);
      choose(value);
    });
    return button;
  });
  byId(id).replaceChildren(...buttons);
  return { press };
}
