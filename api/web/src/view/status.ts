/** Says short things to screen readers without moving the focus. */

import { h } from "../dom";

export class Announcer {
  readonly element = h("div", { class: "ds-sr-only", role: "status" });
  private odd = false;

  /** A repeated sentence is read again, because an invisible mark makes it a new one. */
  say(text: string): void {
    this.odd = !this.odd;
    this.element.textContent = text + (this.odd ? "\u00a0" : "");
  }
}
