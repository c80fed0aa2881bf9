import { access, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { chromium, type Browser, type Page } from "playwright-core"
import { build } from "#workers/cli/build.ts"
import { client, type Client } from "#workers/cli/client.ts"
import { openState, ownerKey } from "#workers/cli/owner-key.ts"
import { fail } from "#workers/cli/paths.ts"
import { runPipeline } from "#workers/cli/run.ts"
import { seedPassages } from "#workers/cli/seed.ts"
import { freePort, migrate, serve } from "#workers/cli/server.ts"
import { answered } from "./answered.ts"
import { letterLinks, twoHoursLater } from "./letter-links.ts"

/**
 * `npm run e2e`: a shopper without scripts and an operator with them, in a real browser, on a fresh state. It needs
 * Chromium (CHROMIUM names another path) and says so when there is none.
 */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"
await access(executablePath).catch(() => fail(`There is no browser at ${executablePath}. Install Chromium, or set CHROMIUM to its path.`))
await build()
const state = await mkdtemp(`${tmpdir()}/autonomax-e2e-`)
await openState(state)
const { key } = await ownerKey(state)
migrate(state)
const port = await freePort()
const start = () => serve({ port, sandboxPort: port + 1, state, key })
let running = await start()
const { url } = running
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] })
let [passed, failed] = [0, 0]
try {
  const api = client(url, key)
  await seedPassages(api)
  const brief = { category: "Meal planning", audience: "busy parents", kind: "prompt-pack" }
  await runPipeline(api, { brief, channels: ["storefront"] })
  let help = ""
  await check("a shopper without scripts finds, buys with 3-D Secure and downloads", async () => void (help = await shopper(browser)))
  await check("a question is answered by a person with a letter; asker and operator have no scripts and a phone", () =>
    answered(browser, url, key, help),
  )
  await check("pages fit a phone and a desktop and load without an error", () => pages(browser))
  await check("an operator signs in and sees a product move on the live board", () => operator(browser, api))
  await check("the links of a reminder work without scripts, and a second click is harmless", () =>
    letterLinks(api, url, async () => {
      await running.stop()
      await twoHoursLater(state)
      running = await start()
    }),
  )
} finally {
  await browser.close()
  await running.stop()
  await rm(state, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

async function check(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run()
    passed++
    console.log(`✓ ${name}`)
  } catch (error) {
    failed++
    console.log(`✗ ${name}\n  ${error instanceof Error ? error.message.split("\n").slice(0, 4).join("\n  ") : String(error)}`)
  }
}

function expect(condition: boolean, message: string): void {
  if (!condition) throw new Error(message)
}

/** Answers the page on which the buyer may ask about the order. */
async function shopper(chrome: Browser): Promise<string> {
  const context = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, acceptDownloads: true })
  const page = await context.newPage()
  await page.goto(`${url}/products?q=meal`)
  await page.locator("article.card a").first().click()
  await page.getByRole("button", { name: "Add to cart" }).first().click()
  await page.goto(`${url}/checkout`)
  await page.getByRole("textbox", { name: "E-mail" }).fill("e2e.buyer@example.com")
  await page.getByRole("button", { name: /Go to payment/ }).click()
  await pay(page, "4000 0000 0000 0002")
  expect(/declined/i.test(await page.content()), "A declined card is not told to the shopper.")
  await pay(page, "4000 0025 0000 3155")
  await page.getByRole("button", { name: /complete/i }).click()
  await page.waitForURL(/\/orders\//)
  for (let tries = 0; tries < 20 && (await page.locator('a[href*="/v1/downloads/"]').count()) === 0; tries++) {
    await page.waitForTimeout(500)
    await page.reload()
  }
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('a[href*="/v1/downloads/"]').first().click()])
  expect(download.suggestedFilename().endsWith(".zip"), `The first download is ${download.suggestedFilename()}, not the ZIP.`)
  expect((await download.failure()) === null, "The download failed.")
  const help = (await page.getByRole("link", { name: "Ask about this order" }).getAttribute("href")) ?? ""
  await context.close()
  return new URL(help, url).href
}

async function pay(page: Page, number: string): Promise<void> {
  await page.locator('input[name="number"]').fill(number)
  await page.locator('input[name="expiry"]').fill("12 / 34")
  await page.locator('input[name="cvc"]').fill("123")
  await page.locator('input[name="name"]').fill("Eve Example")
  await page.getByRole("button", { name: /^Pay/ }).click()
}

async function pages(chrome: Browser): Promise<void> {
  const paths = ["/", "/products", "/cart", "/help", "/status", "/policies/terms", "/docs", "/problems", "/nowhere"]
  for (const width of [390, 1440]) {
    const context = await chrome.newContext({ viewport: { width, height: 900 } })
    for (const path of paths) {
      const page = await context.newPage()
      const errors: string[] = []
      page.on("pageerror", (error) => errors.push(error.message))
      page.on("console", (message) => message.type() === "error" && path !== "/nowhere" && errors.push(message.text()))
      const reply = await page.goto(`${url}${path}`)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(reply?.status() === (path === "/nowhere" ? 404 : 200), `${path} answered ${reply?.status()}.`)
      expect(wide <= 0, `${path} is ${wide} px too wide at ${width} px.`)
      expect(errors.length === 0, `${path} at ${width} px: ${errors[0]}`)
      await page.close()
    }
    await context.close()
  }
}

async function operator(chrome: Browser, api: Client): Promise<void> {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${url}/console`)
  expect(page.url().includes("/console/sign-in"), "The console opened without a key.")
  await page.getByLabel("Key").fill(key)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL(`${url}/console`)
  const before = await page.locator("[data-product]").count()
  const { jobId } = await api.post<{ jobId: string }>("/v1/runs", {
    brief: { category: "Home organising", audience: "flat sharers", kind: "prompt-pack" },
  })
  await page.waitForFunction((count) => document.querySelectorAll("[data-product]").length > count, before, { timeout: 30_000 })
  expect(jobId.startsWith("job_"), "The run has no id.")
  await context.close()
}
