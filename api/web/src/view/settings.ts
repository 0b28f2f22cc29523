/** The few things that a person may want to set, each a large button in one plain list. */

import { button, h } from "../dom";
import { setTextSize, textSize } from "../page";
import type { TextKey, Translate } from "../texts";
import type { Language } from "../types";
import { hideDialog, showDialog } from "./dialog";

// Each language is called by its own name, in every language.
const LANGUAGES: [Language, string][] = [["nb", "Bokmål"], ["nn", "Nynorsk"], ["en", "English"]];
const SIZES: TextKey[] = ["text_normal", "text_large", "text_largest"];

export interface SettingsActions {
  language: Language;
  changeLanguage(language: Language): void;
  print(): void;
  erase(): void;
}

function toggle(title: string, on: boolean, press: () => void, lang?: Language): HTMLButtonElement {
  return button(title, press, { "data-variant": "secondary", "aria-pressed": String(on), lang });
}

function group(title: string, ...buttons: HTMLElement[]): HTMLElement {
  return h("fieldset", { class: "setting" }, h("legend", {}, title), h("div", { class: "buttons" }, ...buttons));
}

export function openSettings(t: Translate, actions: SettingsActions): void {
  const dialog = h("dialog", { class: "ds-dialog settings", "aria-labelledby": "settings-title" });
  const close = (): void => hideDialog(dialog);
  const then = (act: () => void) => (): void => {
    close();
    act();
  };
  const sizes = SIZES.map((key, step) =>
    toggle(t(key), step === textSize(), () => {
      setTextSize(step);
      sizes.forEach((element, index) => element.setAttribute("aria-pressed", String(index === step)));
    }),
  );
  dialog.append(
    h("h2", { class: "ds-heading", id: "settings-title" }, t("settings_title")),
    group(t("text_size"), ...sizes),
    group(t("language"), ...LANGUAGES.map(([code, name]) =>
      toggle(name, code === actions.language, then(() => actions.changeLanguage(code)), code))),
    h("div", { class: "buttons" },
      button(t("print_conversation"), then(() => actions.print()), { "data-variant": "secondary" }),
      button(t("delete"), then(() => actions.erase()), { "data-variant": "secondary" }),
      h("a", { class: "ds-button", "data-variant": "secondary", href: "/personvern" }, t("privacy")),
    ),
    button(t("menu_close"), close, { class: "ds-button settings-close" }),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  showDialog(dialog);
}
