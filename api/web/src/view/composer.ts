/** Where the person writes. */

import { h } from "../dom";
import { loadDraft, saveDraft } from "../session";
import type { Translate } from "../texts";

export class Composer {
  private readonly label = h("label", { for: "composer-text", class: "composer-label" });
  private readonly area = h("textarea", {
    id: "composer-text",
    class: "ds-input",
    rows: 1,
    autocomplete: "off",
    enterkeyhint: "send",
  });
  private readonly submit = h("button", { type: "submit", class: "ds-button send" });
  readonly element = h("form", { class: "composer" }, this.label, h("div", { class: "composer-row" }, this.area, this.submit));

  constructor(t: Translate, say: (text: string) => void) {
    this.relabel(t);
    this.area.value = loadDraft();
    this.area.addEventListener("input", () => {
      saveDraft(this.area.value);
      this.grow();
    });
    this.area.addEventListener("keydown", (event) => {
      // On a phone Enter is a new line: there is a large button for sending.
      const desktop = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || !desktop) return;
      event.preventDefault();
      this.element.requestSubmit();
    });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.area.value.trim();
      if (text === "") {
        this.area.focus();
        return;
      }
      this.fill("");
      say(text);
    });
  }

  relabel(t: Translate): void {
    this.label.textContent = t("compose_label");
    this.submit.textContent = t("send");
  }

  /** Puts a text back, for instance one that the server would not take. */
  restore(text: string): void {
    if (this.area.value.trim() === "") this.fill(text);
  }

  fill(text: string): void {
    this.area.value = text;
    saveDraft(text);
    this.grow();
  }

  focus(): void {
    this.area.focus({ preventScroll: true });
  }

  grow(): void {
    this.area.style.height = "auto";
    const border = this.area.offsetHeight - this.area.clientHeight;
    this.area.style.height = `${this.area.scrollHeight + border}px`;
  }
}
