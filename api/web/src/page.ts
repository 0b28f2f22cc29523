/**
 * Loaded by every page, also those that the server renders: the shared look, the person's own text
 * size, and the buttons that need no more than an attribute (`data-action`).
 */

import "./styles/page.css";
import { leaveQuickly } from "./leave";
import { loadTextSize, saveTextSize } from "./session";

export const TEXT_SIZES = 3;

export function setTextSize(step: number): void {
  const size = Math.min(Math.max(step, 0), TEXT_SIZES - 1);
  document.documentElement.dataset.text = String(size);
  saveTextSize(size);
}

export function textSize(): number {
  return Number(document.documentElement.dataset.text ?? 0);
}

setTextSize(loadTextSize());

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target.closest("[data-action]") : null;
  switch (target?.getAttribute("data-action")) {
    case "print":
      window.print();
      break;
    case "text-size":
      setTextSize((textSize() + 1) % TEXT_SIZES);
      break;
    case "leave":
      leaveQuickly();
      break;
  }
});
