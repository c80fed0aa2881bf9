import { strFromU8, unzipSync } from "fflate"
import { expect, test } from "vitest"
import { brand } from "#seeds/brand.ts"
import { testKit } from "../test/kit.ts"
import { bundleFiles } from "./bundle.ts"
import type { MadeFile } from "./forge.ts"
import { guideFixture } from "./guide/fixture.ts"
import { licenceFile } from "./licence.ts"

const file = (name: string, role: MadeFile["role"], body: string): MadeFile => ({
  name,
  role,
  mediaType: "text/plain",
  bytes: new TextEncoder().encode(body),
})

test("the ZIP holds deliverables and licence, lists them first, leaves pictures of the shop out, and is the same every time", async () => {
  const kit = await testKit(brand)
  const licence = licenceFile(guideFixture, { pages: { "a-guide.pdf": 12 } }, kit)
  const files = [
    file("a-guide.pdf", "deliverable", "%PDF".repeat(500)),
    file("prompts.md", "deliverable", "word ".repeat(500)),
    licence,
    file("preview-1.png", "preview", "x"),
  ]
  const zip = bundleFiles("a-guide.zip", files, kit)
  const inside = unzipSync(zip.bytes)
  expect(Object.keys(inside)).toEqual(["READ-ME-FIRST.txt", "a-guide.pdf", "prompts.md", "LICENCE.txt"])
  expect(strFromU8(inside["a-guide.pdf"] ?? new Uint8Array())).toBe("%PDF".repeat(500))
  const readMe = strFromU8(inside["READ-ME-FIRST.txt"] ?? new Uint8Array())
  for (const name of ["a-guide.pdf  (2 KB)", "prompts.md  (2 KB)", "LICENCE.txt"]) expect(readMe).toContain(name)
  expect(bundleFiles("a-guide.zip", files, kit)).toEqual(zip)
  // A PDF is compressed inside, so it is stored; text is deflated to a fraction.
  expect(zip.bytes.length).toBeGreaterThan(2000)
  expect(zip.bytes.length).toBeLessThan(2000 + licence.bytes.length + 2000)
})

test("two files of one name are refused, whatever their case", async () => {
  const kit = await testKit(brand)
  const twins = [file("A.csv", "deliverable", "1"), file("a.csv", "deliverable", "2")]
  expect(() => bundleFiles("twins.zip", twins, kit)).toThrow("Two files for twins.zip have the same name.")
})

test("the licence names the good, its maker, the day and the fonts of its PDF files, and no fonts where there is no PDF", async () => {
  const kit = await testKit(brand)
  const text = (pages: Record<string, number>) => strFromU8(licenceFile(guideFixture, { pages }, kit).bytes)
  const licence = text({ "price-a4.pdf": 12 })
  for (const part of [
    guideFixture.title,
    "AutonomaX on 2026-11-22",
    "one business",
    "price-a4.pdf may contain",
    "SIL Open Font License 1.1",
    brand.supportEmail,
  ])
    expect(licence.replace(/\s+/g, " ")).toContain(part)
  expect(licence.split("\r\n").every((line) => line.length <= 76)).toBe(true)
  expect(text({})).not.toContain("Font")
})
