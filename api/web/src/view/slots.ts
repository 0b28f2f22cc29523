/** Free times as large buttons under the day they belong to; used by the chat and by one's own booking. */

import { capitalise, clock, dayInWords, dayOf } from "../dates";
import { button, h } from "../dom";
import { texts } from "../texts";
import type { Channel, Language, Slot } from "../types";

const CHANNEL_KEYS = {
  phone: "channel_phone",
  visit: "channel_visit",
  video: "channel_video",
  home: "channel_home",
} as const;

export function channelInWords(channel: Channel | undefined, language: Language): string {
  const key = channel && CHANNEL_KEYS[channel];
  return key ? texts(language)(key) : "";
}

/** Where to go; nothing when there is nowhere to go, so that nobody sets out for a telephone call. */
export function placeOf({ channel, location }: Pick<Slot, "channel" | "location">): string | undefined {
  return channel === undefined || channel === "visit" ? location : undefined;
}

/** "Torsdag 26. november klokka 13.00": what a chosen time is called in the person's own bubble. */
export function slotInWords(slot: Slot, language: Language): string {
  const at = texts(language)("at_time", { time: clock(slot.start, language) });
  return `${capitalise(dayInWords(slot.start, language))} ${at}`;
}

function slotButton(slot: Slot, language: Language, choose: (slot: Slot) => void, first: string): HTMLButtonElement {
  const time = texts(language)("at_time", { time: clock(slot.start, language) });
  const how = [channelInWords(slot.channel, language), placeOf(slot)]
    .filter(Boolean)
    .join(", ");
  const element = button("", () => choose(slot), { "data-variant": "secondary", "data-choice": true, class: "ds-button slot" });
  element.append(
    h("span", { class: "ds-sr-only" }, `${first}, `),
    h("span", { class: "slot-time" }, capitalise(time)),
    how ? h("span", { class: "slot-how" }, how) : "",
  );
  return element;
}

export function slotList(slots: readonly Slot[], language: Language, choose: (slot: Slot) => void): HTMLElement {
  const list = h("div", { class: "slots" });
  const days = new Map<string, Slot[]>();
  for (const slot of slots) days.set(dayOf(slot.start), [...(days.get(dayOf(slot.start)) ?? []), slot]);
  for (const day of days.values()) {
    const name = capitalise(dayInWords((day[0] as Slot).start, language));
    list.append(
      h("div", { class: "slot-day", role: "group", "aria-label": name },
        h("h4", { class: "slot-heading" }, name),
        h("ul", { class: "plain-list" }, ...day.map((slot) => h("li", {}, slotButton(slot, language, choose, name)))),
      ),
    );
  }
  return list;
}
