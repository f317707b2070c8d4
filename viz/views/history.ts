import { addressOf, placeOf } from "../model/address.js";
import type { State } from "../state.js";

/** Keeps the address and the back button in step with what is zoomed. */
export function keepHistory(state: State): void {
  let moving = false;
  const read = () => {
    moving = true;
    state.goTo(placeOf(state.model.icicle, location.hash));
    moving = false;
  };
  read();
  state.on(["place"], () => {
    if (!moving) history.pushState(null, "", addressOf(state.model.icicle, state.place));
  });
  window.addEventListener("popstate", read);
}
