import { expect, test } from "vitest"
import { webPage } from "./page.ts"
import { buyForm, gallery, markupOf, refundForm, rowsTable } from "./shop-page.ts"

test("a description keeps its plain tags; what could run, load or style shows as text", () => {
  const hostile = `<p>One &amp; two</p><ul><li>three</li></ul><script>alert(1)</script><p onclick="x()">four</p><img src=x onerror=y>&copy;`
  expect(String(markupOf(hostile))).toBe(
    `<p>One &amp; two</p><ul><li>three</li></ul>&lt;script>alert(1)&lt;/script>&lt;p onclick="x()">four</p>&lt;img src=x onerror=y>&amp;copy;`,
  )
})

test("a twin's page sends no script and no frame, escapes what it is given, and says when there is nothing", async () => {
  const title = `Planner "<script>"`
  const parts = [
    gallery([{ src: "/a.png", alt: title }]),
    buyForm("/buy", { most: 9 }),
    refundForm("/refund", "$1.00"),
    rowsTable([], title),
  ]
  const page = await webPage(title, parts[0]!)
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'")
  for (const one of [page.text(), ...parts.map(async (part) => String(await part))]) expect(await one).not.toMatch(/<script|<iframe/)
  expect([String(await gallery([])), String(await refundForm("/refund", null))]).toEqual([
    expect.stringContaining("No picture yet."),
    expect.stringContaining("Refunded"),
  ])
  expect(String(await parts[1])).toContain('max="9"')
})
