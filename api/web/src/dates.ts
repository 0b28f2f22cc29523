/** Dates and times in words, always as the clock stands in Norway, whatever the phone is set to. */

import type { Language } from "./types";

const WEEKDAYS: Record<Language, string[]> = {
  nb: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
  nn: ["søndag", "måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};
const MONTHS_NORWEGIAN = [
  "januar", "februar", "mars", "april", "mai", "juni",
  "juli", "august", "september", "oktober", "november", "desember",
];
const MONTHS: Record<Language, string[]> = {
  nb: MONTHS_NORWEGIAN,
  nn: MONTHS_NORWEGIAN,
  en: [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ],
};

// Own word lists, because many phones have no Nynorsk in Intl; Intl only does the time zone.
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Oslo",
  year: "numeric", month: "2-digit", day: "2-digit",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

interface Local {
  /** YYYY-MM-DD in Norway. */
  day: string;
  hour: string;
  minute: string;
}

function local(instant: string | Date): Local {
  const parts: Record<string, string> = {};
  for (const part of CLOCK.formatToParts(new Date(instant))) parts[part.type] = part.value;
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    hour: parts.hour ?? "",
    minute: parts.minute ?? "",
  };
}

/** The calendar day in Norway as YYYY-MM-DD. */
export function dayOf(instant: string | Date): string {
  return local(instant).day;
}

/** "torsdag 26. november" or "Thursday 26 November"; with the year when it is not this one. */
export function dayInWords(instant: string, language: Language): string {
  const [year, month, date] = dayOf(instant).split("-").map(Number) as [number, number, number];
  const weekday = WEEKDAYS[language][new Date(Date.UTC(year, month - 1, date)).getUTCDay()];
  const number = language === "en" ? `${date}` : `${date}.`;
  const suffix = dayOf(new Date()).startsWith(`${year}-`) ? "" : ` ${year}`;
  return `${weekday} ${number} ${MONTHS[language][month - 1]}${suffix}`;
}

/** "13.00" in Norwegian, "13:00" in English. */
export function clock(instant: string, language: Language): string {
  const { hour, minute } = local(instant);
  return `${hour}${language === "en" ? ":" : "."}${minute}`;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
