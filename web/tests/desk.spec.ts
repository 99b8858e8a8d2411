// The desk in a browser: an adviser of the demonstration signs in, works by keyboard, decides and takes it back; a person
// joins by hand and the desk has the case. Axe looks at the desk in light and dark, and nothing scrolls sideways at 320 px.
import { expect, test, type Page } from "@playwright/test";
import { broken } from "./look";
import { watch } from "./pages";

async function enter(page: Page, language: string, name: string): Promise<void> {
  await page.goto(`/${language}/sign-in`);
  await page.locator(".demo-people a", { hasText: name }).click();
  await page.locator("main form button").first().click();
  await expect(page.locator(".site-head")).toContainText(name);
}

for (const language of ["fr", "de"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on the desk: ${language}, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      const faults = watch(page);
      await enter(page, language, "Miriam Adler");
      const first = await (async () => {
        await page.goto(`/${language}/desk`);
        return page
          .locator(".queue li a")
          .evaluateAll((links) => links.map((a) => a.getAttribute("href") ?? ""));
      })();
      for (const address of [
        `/${language}/desk`,
        ...first.slice(0, 4),
        `/${language}/desk/figures`,
        `/${language}/account`,
      ]) {
        await page.goto(address);
        expect(await broken(page, colorScheme), address).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      for (const address of [`/${language}/desk`, ...first.slice(0, 3)]) {
        await page.goto(address);
        const width = await page.evaluate("document.documentElement.scrollWidth");
        expect(width, address).toBeLessThanOrEqual(320);
      }
      expect(faults).toEqual([]);
      await context.close();
    });
  }
}

test("by keyboard from the queue to the next case, and back", async ({ page }, info) => {
  await enter(page, "de", "Miriam Adler");
  await page.goto("/de/desk?kind=new_organisation");
  const names = await page.locator(".queue li b").allTextContents();
  let keys = 0;
  const press = async (key: string): Promise<void> => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const began = Date.now();
  // The first of them waits for its applicant: the second can be decided.
  await press("j");
  await press("j");
  await press("Enter");
  const name = (await page.locator(".case h1").textContent()) ?? "";
  expect(names).toContain(name);
  await press("a");
  await expect(page.locator(".case-undo")).toContainText(name);
  await expect(page.locator(".case h1")).not.toHaveText(name);
  const first = `${keys} keys, ${(Date.now() - began) / 1000} s of a machine`;
  keys = 0;
  const again = Date.now();
  const second = (await page.locator(".case h1").textContent()) ?? "";
  await press("a");
  await expect(page.locator(".case-undo")).toContainText(second);
  const next = `${keys} key, ${(Date.now() - again) / 1000} s`;
  const description = `from the queue to the next case: ${first}; from case to case: ${next}`;
  info.annotations.push({ type: "deciding", description });
  console.log(description);
  await page.locator(".case-undo button").click();
  await expect(page.locator(".case h1")).toHaveText(second);
  await page.keyboard.press("c");
  await expect(page.locator("#ask-question")).toBeFocused();
  await page.locator("#ask-question").blur();
  await page.keyboard.press("r");
  await expect(page.locator("#case-refuse")).toHaveAttribute("open", "");
});
