/** The numbers that are always in sight. */

import { h, telephone } from "../dom";
import { municipality } from "../config";
import type { TextKey, Translate } from "../texts";

function entry(t: Translate, key: TextKey, number: string): HTMLElement {
  return h("li", {}, h("a", { href: telephone(number) ?? "#" }, h("span", {}, t(key)), " ", h("strong", {}, number)));
}

export function phoneBar(t: Translate): HTMLElement {
  return h("nav", { class: "phone-bar", "aria-label": t("bar_label") },
    h("ul", { class: "plain-list" },
      entry(t, "bar_emergency", "113"),
      entry(t, "bar_doctor", "116 117"),
      municipality().phone ? entry(t, "bar_municipality", municipality().phone) : null,
    ));
}
