import { byId, element } from "./dom.js";

/** A group of buttons of which one is pressed. */
export function showSwitch<Value extends string>(
  id: string,
  values: Readonly<Record<Value, string>>,
  first: NoInfer<Value>,
  choose: (value: Value) => void,
): void {
  const buttons = (Object.keys(values) as Value[]).map((value) => {
    const button = element("button", { type: "button", "aria-pressed": String(value === first) }, values[value]);
    button.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      choose(value);
    });
    return button;
  });
  byId(id).replaceChildren(...buttons);
}
