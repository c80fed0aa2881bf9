import * as fc from "fast-check"
import { expect, test } from "vitest"
import { brand } from "#seeds/brand.ts"
import { testKit } from "#workers/test/kit.ts"
import { lookOf } from "./look.ts"
import { escapes, Page, paperSizes, type Item } from "./page.ts"
import { pdfOf } from "./pdf.ts"
import { Typesetter, uncovered } from "./typesetter.ts"

const kit = await testKit(brand)
const type = new Typesetter(kit.fonts)
const look = lookOf(brand, "planner")
const book = (pages: Page[]) => ({ title: "A book", subject: "Pages", author: "Brand", pages, outline: [], madeAt: kit.madeAt })
const texts = (items: Item[]): string[] =>
  items.flatMap((item) => (item.kind === "text" ? [item.text] : item.kind === "group" ? texts(item.items) : []))

const hostile = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 60 }).map((words) => words.join(" ")),
  fc.integer({ min: 1, max: 400 }).map((count) => "W".repeat(count)),
  fc.integer({ min: 1, max: 120 }).map((count) => "line\n".repeat(count)),
  fc.constantFrom(
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen ".repeat(8),
    "漢字かな交じり文".repeat(30),
    "🙂".repeat(90),
    "\t \r\n",
  ),
)

test("no text leaves its box or page, whatever is put in and however small the box", () => {
  const box = fc.record({ w: fc.double({ min: 24, max: 300, noNaN: true }), h: fc.double({ min: 8, max: 200, noNaN: true }) })
  const style = fc.record({
    size: fc.integer({ min: 6, max: 60 }),
    align: fc.constantFrom("left" as const, "center" as const, "right" as const),
    balance: fc.boolean(),
  })
  fc.assert(
    fc.property(hostile, box, style, (text, { w, h }, { size, align, balance }) => {
      const page = new Page("p", paperSizes.a4, type)
      const used = page.fit({ x: 40, y: 40, w, h }, text, look.text(size), { align, balance })
      expect(escapes(page)).toEqual([])
      expect(used).toBeLessThanOrEqual(h + 0.01)
    }),
    { numRuns: 150 },
  )
})

const set = (text: string) => {
  const page = new Page("p", paperSizes.a4, type)
  page.fit({ x: 0, y: 0, w: 200, h: 30 }, text, look.text(12, look.ink, { leading: 1.2 }))
  return page.items.flatMap((item) => (item.kind === "text" ? [{ text: item.text, size: item.style.size }] : []))
}

test("a text that fits is set whole, a longer one first shrinks, then ends with an ellipsis", () => {
  expect(set("Short enough")).toEqual([{ text: "Short enough", size: 12 }])
  const longer = set("A text of some length that needs a third line at its full size, but not when smaller")
  expect(longer.map((line) => line.text).join(" ")).toMatch(/but not when smaller$/)
  expect(longer[0]?.size).toBeLessThan(12)
  expect(set("word ".repeat(200)).at(-1)?.text).toMatch(/…$/)
})

test("a page whose text runs over its edge is refused when the file is written", async () => {
  const page = new Page("over", paperSizes.a4, type).text(560, 100, "This runs over the right edge", look.text(12))
  await expect(pdfOf(book([page]))).rejects.toThrow(/over: "This runs/)
})

test("a link or a bookmark to a page that is not there is refused", async () => {
  const page = new Page("one", paperSizes.a4, type).link({ x: 0, y: 0, w: 9, h: 9 }, { page: "two" })
  await expect(pdfOf(book([page]))).rejects.toThrow(/page two/)
})

test("characters that no face can draw are named, and are left out of the drawing rather than shown as empty boxes", () => {
  expect(uncovered("Ärger, Привет – ½ → “ok”\n\u200d", kit.fonts)).toEqual([])
  expect(uncovered("plan 漢 plan 🙂 漢", kit.fonts)).toEqual(["漢", "🙂"])
  const glyphs = type.shape("a漢🙂b", look.text(10)).runs.flatMap((run) => run.glyphs)
  expect(glyphs.map((glyph) => glyph.codePoints)).toEqual([[97], [98]])
  expect(glyphs.every((glyph) => glyph.id !== 0)).toBe(true)
})

test("widths are those of the font with its kerning", () => {
  const plain = [..."AVATAR"].reduce((sum, char) => sum + type.width(char, look.display(100)), 0)
  expect(type.width("AVATAR", look.display(100))).toBeLessThan(plain - 5)
  expect(type.width("iiii", look.mono(10))).toBeCloseTo(24, 5)
})

const pages = () => [new Page("one", paperSizes.a4, type).text(60, 60, "Same", look.display(20))]

test("the same book gives the same bytes, and another date gives others", async () => {
  const [a, b] = [await pdfOf(book(pages())), await pdfOf(book(pages()))]
  expect(a).toEqual(b)
  expect(await pdfOf({ ...book(pages()), madeAt: new Date("2027-01-01T00:00:00Z") })).not.toEqual(a)
  expect(texts(pages()[0]?.items ?? [])).toEqual(["Same"])
})
