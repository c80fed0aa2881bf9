import { expect, test } from "vitest"
import { brand } from "#seeds/brand.ts"
import { testKit } from "#workers/test/kit.ts"
import { flow } from "./flow.ts"
import { lookOf } from "./look.ts"
import { escapes, paperSizes, type Item, type Page } from "./page.ts"
import { heading, list, paragraph } from "./pieces.ts"
import { table } from "./table.ts"
import { Typesetter } from "./typesetter.ts"

const kit = await testKit(brand)
const type = new Typesetter(kit.fonts)
const look = lookOf(brand, "guide")
const margins = { top: 60, right: 60, bottom: 60, left: 60 }
const width = paperSizes.a4.w - 120
const frame = { prefix: "p", size: paperSizes.a4, margins, type }
const texts = (page: Page) => page.items.flatMap((item: Item) => (item.kind === "text" ? [item] : []))
const long = "Set the price from the work and not from the hour. A price is a promise about scope, and a promise needs edges. ".repeat(3)

test("a heading never stands last on its page, and no paragraph leaves one line behind or sends one ahead", () => {
  for (let lines = 1; lines < 60; lines++) {
    const filler = Array.from({ length: lines }, () => paragraph(type, "One line of filling", look.serif(10), width)).flat()
    const { pages } = flow(
      [...filler, ...heading(type, "The heading", look.heading(20), width), ...paragraph(type, long, look.serif(10), width)],
      frame,
    )
    const at = pages.findIndex((page) => texts(page).some((item) => item.text === "The heading"))
    const onPage = texts(pages[at] as Page)
    const after = onPage.length - 1 - onPage.findIndex((item) => item.text === "The heading")
    expect(after, `${lines} lines before`).toBeGreaterThanOrEqual(2)
    const next = pages[at + 1]
    if (next) expect(texts(next).length, `${lines} lines before`).toBeGreaterThanOrEqual(2)
  }
})

test("a table runs over pages with its head on each, cells wrap inside their columns, and nothing is lost", () => {
  const rows = Array.from({ length: 90 }, (_, at) => [`Row ${at}`, long.slice(0, 90 + at), "Unzerbrechlichkeitsversicherungsgesellschaft"])
  const styles = { head: look.strong(9), cell: look.text(9), rule: look.rule, line: look.ink }
  const { pages } = flow(table(type, { columns: ["What", "About", "Who"], rows, blankRows: 4 }, styles, width), frame)
  expect(pages.length).toBeGreaterThan(2)
  for (const page of pages) {
    expect(texts(page)[0]?.text).toBe("What")
    expect(escapes(page)).toEqual([])
  }
  const all = pages.flatMap(texts).map((item) => item.text)
  for (let at = 0; at < 90; at++) expect(all).toContain(`Row ${at}`)
})

test("pieces never pass the lower margin, and anchors tell the page they fell on", () => {
  const pieces = Array.from({ length: 30 }, (_, at) => [
    ...heading(type, `Part ${at}`, look.heading(16), width, { anchor: `part-${at}` }),
    ...paragraph(type, long, look.serif(11), width),
    ...list(type, ["One", long.slice(0, 120), "Three"], look.text(10), width, { numbered: true }),
  ]).flat()
  const { pages, anchors } = flow(pieces, frame)
  for (const page of pages) for (const item of texts(page)) expect(item.y).toBeLessThanOrEqual(paperSizes.a4.h - margins.bottom)
  const home = pages.find((page) => page.name === anchors.get("part-17"))
  expect(home && texts(home).some((item) => item.text === "Part 17")).toBe(true)
})
