import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef } from "@cantoo/pdf-lib"
import { expect, test } from "vitest"
import { brand } from "#seeds/brand.ts"
import { testKit } from "#workers/test/kit.ts"
import { moneyPlanner } from "../fixtures.ts"
import { escapes, paperSizes, type Item, type Page } from "../page/page.ts"
import { Typesetter } from "../page/typesetter.ts"
import { calendarOf } from "./dates.ts"
import { frameOf } from "./frame.ts"
import { planner, plannerPages } from "./planner.ts"

const kit = await testKit(brand)
const type = new Typesetter(kit.fonts)
const made = await planner.make(moneyPlanner, kit)
const pagesOf = (content = moneyPlanner, paper: "a4" | "letter" = "a4") =>
  plannerPages(frameOf(content, calendarOf(content), kit, type, paper))
const texts = (items: Item[]): string[] =>
  items.flatMap((item) => (item.kind === "text" ? [item.text] : item.kind === "group" ? texts(item.items) : []))
const wide = (length: number) => "W".repeat(length)
const linksOf = (page: Page) => page.links.flatMap((link) => ("page" in link ? [link.page] : []))

test("the PDFs have the pages that the facts say, on A4 and US Letter, small and with embedded subset fonts only", async () => {
  expect(made.deliverables.map((file) => file.name)).toEqual([
    "freelance-money-planner-2027-a4.pdf",
    "freelance-money-planner-2027-letter.pdf",
  ])
  for (const [at, size] of [paperSizes.a4, paperSizes.letter].entries()) {
    const file = made.deliverables[at]
    if (!file) throw new Error("A paper is missing.")
    expect(file.bytes.length).toBeLessThan(6_000_000)
    const doc = await PDFDocument.load(file.bytes, { updateMetadata: false })
    expect(doc.getPageCount()).toBe(made.facts.pages[file.name])
    expect(doc.getPage(0).getSize()).toEqual({ width: size.w, height: size.h })
    expect([doc.getTitle(), doc.getAuthor(), doc.getCreationDate()]).toEqual([moneyPlanner.title, brand.name, kit.madeAt])
    const dicts = doc.context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFDict ? [object] : []))
    const descriptors = dicts.filter((dict) => dict.get(PDFName.of("Type")) === PDFName.of("FontDescriptor"))
    expect(descriptors.length).toBeGreaterThan(3)
    for (const each of descriptors) {
      expect(String(each.get(PDFName.of("FontName")))).toMatch(/^\/[A-Z]{6}\+/)
      expect(each.get(PDFName.of("FontFile2"))).toBeInstanceOf(PDFRef)
    }
  }
})

test("every link in the file leads to a page of the file, and there are as many as the facts say", async () => {
  const doc = await PDFDocument.load(made.deliverables[0]?.bytes ?? new Uint8Array())
  const known = new Set(doc.getPages().map((page) => page.ref.toString()))
  let links = 0
  for (const page of doc.getPages())
    for (const ref of page.node.Annots()?.asArray() ?? []) {
      const target = doc.context.lookup(ref, PDFDict).lookup(PDFName.of("Dest"), PDFArray).get(0)
      if (!known.has(String(target))) throw new Error(`A link leads to ${target}, which is no page.`)
      links++
    }
  expect(links).toBe(made.facts.counts.links)
  expect(doc.catalog.get(PDFName.of("Outlines"))).toBeInstanceOf(PDFRef)
})

test("day, week and month lead to each other, and every page to the year and the twelve months", () => {
  const pages = pagesOf()
  const named = new Map(pages.map((page) => [page.name, page]))
  expect(linksOf(named.get("d-2027-03-15") as Page)).toEqual(expect.arrayContaining(["w-2027-03-15", "m-2027-03", "d-2027-03-16", "year"]))
  expect(linksOf(named.get("w-2027-03-15") as Page)).toEqual(expect.arrayContaining(["d-2027-03-21", "w-2027-03-08", "w-2027-03-22"]))
  expect(linksOf(named.get("m-2027-03") as Page)).toEqual(expect.arrayContaining(["d-2027-03-31", "w-2027-03-15"]))
  for (const page of pages.slice(1)) expect(new Set(linksOf(page).filter((name) => name.startsWith("m-"))).size, page.name).toBe(12)
})

test.each([
  ["a leap year from Monday", { year: 2028, firstMonth: 1, weekStart: "monday" as const }],
  ["a school year from Sunday", { year: 2027, firstMonth: 9, weekStart: "sunday" as const }],
  ["the first year", { year: 1970, firstMonth: 1, weekStart: "sunday" as const }],
  ["the last year, into the next century", { year: 2199, firstMonth: 12, weekStart: "monday" as const }],
])("%s: no page is blank, no text leaves its box, each page has its name once", (_, when) => {
  for (const paper of ["a4", "letter"] as const) {
    const pages = pagesOf({ ...moneyPlanner, ...when }, paper)
    expect(new Set(pages.map((page) => page.name)).size).toBe(pages.length)
    for (const page of pages) {
      expect(texts(page.items).length, page.name).toBeGreaterThan(3)
      expect(escapes(page)).toEqual([])
    }
  }
})

test("the longest and the fewest texts that the schema allows still fit", () => {
  const full = {
    ...moneyPlanner,
    title: wide(70),
    subtitle: wide(120),
    yearQuestions: Array.from({ length: 8 }, () => wide(120)),
    months: moneyPlanner.months.map(() => ({ focus: wide(50), prompt: wide(140) })),
    dates: Array.from({ length: 60 }, (_, at) => ({ month: 1 + (at % 12), day: 1 + (at % 28), label: wide(40) })),
    weekPrompts: Array.from({ length: 4 }, () => wide(120)),
    weekReview: Array.from({ length: 5 }, () => wide(90)),
    dayBlocks: Array.from({ length: 4 }, () => wide(28)),
    habits: Array.from({ length: 10 }, () => wide(28)),
    trackers: Array.from({ length: 8 }, () => ({
      title: wide(40),
      about: wide(120),
      columns: Array.from({ length: 6 }, () => wide(22)),
      rows: Array.from({ length: 24 }, () => wide(40)),
    })),
  }
  const least = { ...moneyPlanner, dates: [], trackers: [], habits: ["One", "Two", "Three"], dayBlocks: ["Work", "Rest"] }
  for (const content of [full, least]) expect(pagesOf(content, "letter").flatMap(escapes)).toEqual([])
  expect(pagesOf(least).some((page) => page.name === "trackers" || page.name === "dates")).toBe(false)
})

test("the week page says its ISO number; the month grid of March 2027 begins on a Monday the first", () => {
  const pages = pagesOf()
  expect(texts(pages.find((page) => page.name === "w-2026-12-28")?.items ?? [])).toContain("Week 53")
  const march = texts(pages.find((page) => page.name === "m-2027-03")?.items ?? [])
  expect(march).toEqual(expect.arrayContaining(["March", "2027", "09", "13"]))
  expect(march.indexOf("01")).toBeLessThan(march.indexOf("08"))
})

test("previews are drawn from at least three different pages, and the same content makes the same files", async () => {
  expect(made.previews.length).toBeGreaterThanOrEqual(3)
  expect(new Set(made.previews.map((file) => file.bytes.length)).size).toBe(made.previews.length)
  expect(made.previews.every((file) => new DataView(file.bytes.buffer, file.bytes.byteOffset).getUint32(16) === 1400 && file.alt)).toBe(
    true,
  )
  const again = await planner.make(moneyPlanner, kit)
  expect(again.deliverables.map((file) => file.bytes)).toEqual(made.deliverables.map((file) => file.bytes))
})
