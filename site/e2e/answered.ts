import type { Browser, Page } from "playwright-core"

/** A buyer asks for a person, an operator answers with one of the shop's letters, both without scripts; the buyer reads it on a phone. */
export async function answered(chrome: Browser, url: string, key: string, help: string): Promise<void> {
  const bare = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }
  const [asker, desk] = [await chrome.newContext(bare), await chrome.newContext(bare)]
  const page = await asker.newPage()
  await page.goto(help)
  await page.getByLabel("Your question").fill("I would like a person to tell me where my files are.")
  await page.getByLabel("I want a person to answer").check()
  await page.getByRole("button", { name: "Send" }).click()
  const thread = (await page.getByRole("link", { name: "Its own page" }).getAttribute("href")) ?? ""

  const office = await desk.newPage()
  await office.goto(`${url}/console/sign-in`)
  await office.getByLabel("Key").fill(key)
  await office.getByRole("button", { name: "Sign in" }).click()
  await office.goto(`${url}/console${thread.replace("/help", "/inbox")}`)
  await office.getByLabel("Letter").selectOption("delivery")
  await office.getByRole("button", { name: "Fill it in" }).click()
  await office.getByRole("button", { name: "Send" }).click()
  expect((await office.content()).includes("Your answer was sent"), "The operator is not told that the answer was sent.")
  expect(await fits(office), "The operator's page is wider than a phone.")

  await page.goto(`${url}${thread}`)
  expect(await fits(page), "The answer is wider than a phone.")
  await page.locator('a[href*="/orders/"]').first().click()
  expect((await page.getByRole("link", { name: /Download/ }).count()) > 0, "The answer's link does not open the files.")
  await Promise.all([asker.close(), desk.close()])
}

/** Whether the page is no wider than its window; the browser measures it, for the page has no scripts. */
async function fits(page: Page): Promise<boolean> {
  const session = await page.context().newCDPSession(page)
  const { cssContentSize } = await session.send("Page.getLayoutMetrics")
  return cssContentSize.width <= 390
}

function expect(condition: boolean, message: string): void {
  if (!condition) throw new Error(message)
}
