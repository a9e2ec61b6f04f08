// What no page shows: texts that are missing, and names that only programs know.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOCALES = fileURLToPath(new URL("../../platform/web/locales/de/", import.meta.url));

/** Names of texts: one on a page is a text that was not looked up. */
const textKeys = new Set(readdirSync(LOCALES)
  .flatMap((file) => readFileSync(`${LOCALES}${file}`, "utf8").split("\n"))
  .map((line) => line.match(/^([a-z][a-z0-9]*(?:-[a-z0-9]+)+) =/)?.[1])
  .filter(Boolean));

const PROGRAM_NAMES = [
  ["a missing text", /⟦[^⟧]*⟧?/u],
  ["a placeholder", /\{ ?\$[\w-]+ ?\}/],
  ["an invisible mark", /[\u2066-\u2069\u200e\u200f]/u],
  ["a UUID", /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i],
  ["an opaque id", /\b(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{36,}\b/],
  ["a key", /\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+\b/],
  ["a path of a key", /\b[a-z]+\.[a-z]+\b(?!\.)(?<!\b(?:z|d|u|o|i)\.\w+)/],
  ["a value of a program", /\b(?:undefined|null|NaN|None|Some\(|\[object)/],
];

/**
 * Everything on the page that is not meant for people. What stands in `code` and `pre` is quoted on purpose.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function findProgramNames(page) {
  const texts = await page.evaluate(readTexts);
  return texts.flatMap((text) => [
    ...PROGRAM_NAMES.filter(([, pattern]) => pattern.test(text)).map(([name]) => `${name} in “${text}”`),
    ...text.split(/[\s,;:()]+/).filter((word) => textKeys.has(word)).map((word) => `the name of a text: “${word}”`),
  ]);
}

/** Runs in the page: what is read there, by eye or by ear. */
function readTexts() {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("script, style, code, pre, textarea")) continue;
    texts.push(walker.currentNode.data);
  }
  for (const attribute of ["aria-label", "title", "placeholder", "alt", "data-text-lost", "data-text-updated", "data-text-restored"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) texts.push(element.getAttribute(attribute));
  }
  return [...new Set(texts.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean))];
}
