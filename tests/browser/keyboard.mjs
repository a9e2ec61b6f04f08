// A person who works with the keyboard alone: Tab, Enter, space, arrows and typing. Nothing here points or
// clicks, and nothing gets the focus by other means, so whatever these functions do can be done without a mouse.
import assert from "node:assert/strict";

/** Further than this nobody tabs on one page. */
const TABS_MAX = 150;

/**
 * Goes forward with Tab until the element has the focus.
 *
 * @param {import("playwright-core").Locator} target
 */
export async function tabTo(target) {
  const page = target.page();
  await target.waitFor();
  const element = await target.elementHandle();
  for (let tabs = 0; tabs <= TABS_MAX; tabs += 1) {
    if (await element.evaluate((node) => node === document.activeElement)) {
      await expectVisibleFocus(page);
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${target}`);
}

/** Where the focus is must be seen: in the window, and not covered (WCAG 2.4.7, 2.4.11). */
async function expectVisibleFocus(page) {
  const seen = await page.evaluate(() => {
    const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
    const hit = document.elementFromPoint(x, y);
    const covered = !hit || !(document.activeElement.contains(hit) || hit.contains(document.activeElement)
      || [...(document.activeElement.labels ?? [])].some((label) => label.contains(hit)));
    const { outlineStyle, boxShadow, borderBottomWidth } = getComputedStyle(document.activeElement);
    const marked = outlineStyle !== "none" || boxShadow !== "none" || parseFloat(borderBottomWidth) > 1;
    return { covered, marked, element: document.activeElement.outerHTML.slice(0, 120) };
  });
  assert.ok(!seen.covered, `the focus is out of sight: ${seen.element}`);
  assert.ok(seen.marked, `nothing marks the focus: ${seen.element}`);
}

/** Presses a link or button, and waits for the page it leads to. */
export async function follow(target) {
  await tabTo(target);
  await enter(target.page());
}

/** Enter, and the page that comes of it. */
export async function enter(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

/** Types into a field, in place of what it held. */
export async function type(field, text) {
  await tabTo(field);
  await field.page().keyboard.press("Control+A");
  await field.page().keyboard.type(text);
  assert.equal(await field.inputValue(), text);
}

/** Chooses an option by typing how it begins and then going down to it. */
export async function choose(field, option) {
  await tabTo(field);
  const { keyboard } = field.page();
  const options = await field.locator("option").allInnerTexts();
  assert.ok(options.includes(option), `no “${option}” among ${options.join(", ")}`);
  // Up to the first space: a space would open the list.
  await keyboard.type(option.split(" ")[0]);
  for (const _ of options) {
    if (await chosen(field) === option) return;
    await keyboard.press("ArrowDown");
  }
  assert.fail(`the arrows do not reach “${option}”, only “${await chosen(field)}”`);
}

function chosen(field) {
  return field.evaluate(({ selectedOptions }) => selectedOptions[0].text);
}

/** Types a day (YYYY-MM-DD) digit by digit, in the order in which this browser shows its parts. */
export async function typeDay(field, day) {
  const { keyboard } = field.page();
  const [year, month, dayOfMonth] = day.split("-");
  for (const digits of [dayOfMonth + month + year, month + dayOfMonth + year]) {
    await tabTo(field);
    await keyboard.type(digits);
    if (await field.inputValue() === day) return;
    // Back out of the parts of the field, to begin anew at its first one.
    while (await field.evaluate((node) => node === document.activeElement)) await keyboard.press("Shift+Tab");
  }
  assert.fail(`the day ${day} cannot be typed`);
}

/** Ticks or clears a box. */
export async function tick(box) {
  await tabTo(box);
  const before = await box.isChecked();
  await box.page().keyboard.press("Space");
  assert.equal(await box.isChecked(), !before);
}
