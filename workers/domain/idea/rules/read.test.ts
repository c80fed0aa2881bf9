import { expect, test } from "vitest"
import { AppError } from "#workers/errors.ts"
import { detectFormat } from "./detect.ts"
import { etsy, knitting, trends } from "./fixtures.ts"
import { licenceOf } from "./licence.ts"
import { plain, safeUrl } from "./plain.ts"
import { readSource } from "./read.ts"

const read = (name: string, text: string) => readSource(detectFormat(name, text), text)
const fault = (name: string, text: string): unknown => {
  try {
    return read(name, text)
  } catch (error) {
    return error instanceof AppError ? error.fields[0] : error
  }
}

test("lists, nested lists and tables of an awesome list are entries; contents, badges and comments are not", () => {
  const { entries, subject, audience } = read("README.md", knitting)
  expect(subject).toBe("Awesome Knitting")
  expect(audience).toBe("beginners")
  expect(entries.slice(0, 7).map(({ title, url, path }) => [title, url, path.join(" › ")])).toEqual([
    ["Toe-up Socks", "https://toe.example/up", "🧦 Sock Patterns"],
    ["Plain Socks", "https://plain.example/", "🧦 Sock Patterns"],
    ["Kids' Socks", "https://plain.example/kids", "🧦 Sock Patterns"],
    ["Aran Socks", "https://aran.example/", "🧦 Sock Patterns › Cables"],
    ["Merino Guide", "https://merino.example/", "Yarn & Fibre"],
    ["Hand Dyeing", "https://wool.example/dye", "Yarn & Fibre"],
    ["Blocking", "https://block.example/", "Yarn & Fibre"],
  ])
})

test("an Etsy export is read with quotes over several lines; formulas lose the sign that makes them one", () => {
  const { entries } = read("EtsyListingsDownload.csv", etsy)
  expect(entries).toHaveLength(7)
  expect(entries[0]).toMatchObject({
    title: "Digital Wedding Planner Printable",
    price: 14.5,
    tags: ["wedding planner", "bride checklist", "wedding"],
  })
  expect(entries[2]?.title).toBe("cmd '/C calc'!A0 Wedding Binder")
})

test("a Shopify export counts a product once, not its variants, and takes its type", () => {
  const text = 'Handle,Title,Type,Tags,Variant Price\nlamp,Floor Lamp,Lighting,"Black, Brass","1,299.00"\nlamp,,,,59.00\n'
  expect(read("products.csv", text).entries).toEqual([
    { title: "Floor Lamp", url: null, text: "", path: ["Lighting"], tags: ["black", "brass"], price: 1299, popularity: 0 },
  ])
})

test("a trends export is read below its preamble; <1 is half a point", () => {
  const reading = read("multiTimeline.csv", trends.replace(",0\n", ",<1\n"))
  expect(reading.trends.map(({ keyword, region, levels }) => [keyword, region, levels.length])).toEqual([
    ["sourdough baking", "Worldwide", 70],
    ["Fidget spinner", "Worldwide", 70],
  ])
  expect(reading.trends[1]?.levels[40]).toBe(0.5)
})

test("JSON is read in the shapes that directories and shops use", () => {
  const tool = { name: "Scribe", description: "Writes minutes", category: "notes", tags: ["a b", "c"], link: "https://s.example" }
  const wrapped = { title: "AI tools", categories: [{ id: "notes", name: "Meeting notes" }], tools: [tool, tool] }
  expect(read("tools.json", JSON.stringify(wrapped))).toMatchObject({
    shape: "collection",
    subject: "AI tools",
    entries: [{ title: "Scribe", path: ["Meeting notes"], tags: ["a b"] }, {}],
  })
  const listing = { title: "Planner", keywords: "budget,money", price: { amount: 1450, divisor: 100 }, num_favorers: 12 }
  expect(read("l.json", JSON.stringify([listing]))).toMatchObject({
    shape: "shop",
    entries: [{ price: 14.5, tags: ["budget", "money"], popularity: 12 }],
  })
  expect(read("c.json", JSON.stringify([{ id: "x", name: "Gardening", description: "Beds, seeds" }])).shape).toBe("topics")
})

test("what cannot be read is refused with the field and the reason", () => {
  const cases: [string, string, string][] = [
    ["a.md", " \n ", "empty"],
    ["a.md", "PNG\u0000\u0001\u0002", "not text"],
    ["a.json", '[{"title": "a"', "cannot be read"],
    ["a.json", '{"totalTools": 9}', "no list"],
    ["a.csv", 'title,price\n"open,1\n', "Quote"],
    ["a.csv", "title,price\na,1\nb\nc,1,2,3\n", "2 of 3 rows"],
    ["a.csv", "colour,price\nred,1\n", "title or name"],
    ["a.html", "<!doctype html><p>x", "HTML"],
    ["a.txt", "just a sentence", "awesome list"],
    ["multiTimeline.csv", "Week,a: (X)\n2025-01-05,12\n2025-01-12,13", "eight"],
    ["a.md", `${">".repeat(100_000)} x`, "nested"],
  ]
  for (const [name, text, reason] of cases)
    expect([name, fault(name, text)]).toEqual([name, { field: "text", message: expect.stringContaining(reason) }])
})

test("texts made to stop a parser are read in a moment", () => {
  const started = performance.now()
  read("a.md", `# A\n\n${"<!--".repeat(500_000)}`)
  read("a.md", Array.from({ length: 2000 }, (_, at) => `${" ".repeat(at)}- [a](https://a.example)`).join("\n"))
  read("a.md", `# A\n- ${"[a](".repeat(300_000)}`)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test("text from outside becomes one plain line, addresses only what a browser may open", () => {
  expect(plain("@SUM(1) <b>Bold</b>\u202e &amp; [link](https://x.example)\u0000\n`code`")).toBe("SUM(1) Bold & link code")
  expect([
    safeUrl("https://a.example/b"),
    safeUrl("javascript:alert(1)"),
    safeUrl("https://me:pw@a.example"),
    safeUrl("data:text/html,x"),
  ]).toEqual(["https://a.example/b", null, null, null])
})

test("the licence comes from the caller, front matter, a badge or the licence section, and is unknown otherwise", () => {
  expect(licenceOf(knitting, undefined)).toBe("CC0-1.0")
  expect(licenceOf("# A\n- [x](https://x.example) about MIT", undefined)).toBe("unknown")
  expect(licenceOf("---\nlicense: cc-by-4.0\n---\n# A", undefined)).toBe("CC-BY-4.0")
  expect(licenceOf("![l](https://img.shields.io/badge/license-MIT-green)", undefined)).toBe("MIT")
  expect(licenceOf(knitting, "Etsy API terms")).toBe("Etsy API terms")
})
