import en from "./en.json";
import nb from "./nb.json";
import nn from "./nn.json";
import type { Language } from "../types";

export type TextKey = keyof typeof nb;

/** The compiler refuses a language that lacks a key; a test refuses one that has too many. */
const ALL: Record<Language, Record<TextKey, string>> = { nb, nn, en };

export type Translate = (key: TextKey, values?: Record<string, string>) => string;

export function texts(language: Language): Translate {
  return (key, values = {}) =>
    ALL[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
