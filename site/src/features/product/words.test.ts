import { expect, test } from "vitest"
import { factRows } from "./facts.ts"
import { counted, decimalPrice, fileSize, formatName, paragraphs, price } from "./words.ts"

test("money keeps its currency's digits, for people and for machines", () => {
  const cases = [
    [{ amount: 1400, currency: "USD" }, "$14.00", "14.00"],
    [{ amount: 5, currency: "USD" }, "$0.05", "0.05"],
    [{ amount: 123_456, currency: "EUR" }, "€1,234.56", "1234.56"],
    [{ amount: 1400, currency: "JPY" }, "¥1,400", "1400"],
  ] as const
  for (const [money, shown, decimal] of cases) {
    expect(price(money)).toBe(shown)
    expect(decimalPrice(money)).toBe(decimal)
  }
})

test("sizes are powers of a thousand with as many digits as help", () => {
  expect([0, 999, 1000, 61_200, 2_413_551, 48_200_000].map(fileSize)).toEqual(["0 B", "999 B", "1 kB", "61 kB", "2.4 MB", "48 MB"])
})

test("words agree with their numbers; formats and paragraphs read as a person says them", () => {
  expect([counted(1, "good"), counted(0, "good"), counted(4102, "link")]).toEqual(["1 good", "0 goods", "4,102 links"])
  expect(["text/csv; charset=utf-8", "application/epub+zip", "audio/ogg"].map(formatName)).toEqual(["CSV", "EPUB", "audio/ogg"])
  expect(paragraphs("One.\n\n  Two\nlines.\n \n\nThree.\n")).toEqual(["One.", "Two\nlines.", "Three."])
})

test("a good's figures are the files' own: the same book in two paper sizes is not counted twice, and nothing empty is listed", () => {
  const facts = {
    files: 4,
    bytes: 4_820_113,
    formats: ["PDF", "ZIP"],
    pages: { "planner-a4.pdf": 498, "planner-letter.pdf": 498 },
    papers: ["A4", "US Letter"],
    words: 0,
    counts: { links: 4102, trackers: 0 },
  }
  expect(factRows({ facts })).toEqual([
    { name: "Pages", value: "498" },
    { name: "Links", value: "4,102" },
    { name: "Sizes", value: "A4, US Letter" },
    { name: "Formats", value: "PDF, ZIP" },
    { name: "Files", value: "4" },
    { name: "Download", value: "4.8 MB" },
  ])
  expect(factRows({ facts: { ...facts, pages: { "a.pdf": 12, "b.pdf": 30 } } })[0]).toEqual({ name: "Pages", value: "12 to 30" })
})
