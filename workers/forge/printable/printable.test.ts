import { expect, test } from "vitest"
import { motifs } from "#schemas/content/printable.ts"
import { brand } from "#seeds/brand.ts"
import { testKit } from "#workers/test/kit.ts"
import { coastPrints } from "../fixtures.ts"
import { escapes, paperSizes, type Item, type Page } from "../page/page.ts"
import { svgOf } from "../page/svg.ts"
import { Typesetter } from "../page/typesetter.ts"
import { Chance } from "./art.ts"
import { piecePage } from "./piece.ts"
import { printable } from "./printable.ts"

const kit = await testKit(brand)
const type = new Typesetter(kit.fonts)
const art = (seed: number, at: number, content = coastPrints) => piecePage({ ...content, seed }, at, paperSizes.a4, type, brand)
const drawn = (items: Item[]): string[] => items.flatMap((item) => (item.kind === "group" ? drawn(item.items) : [JSON.stringify(item)]))

/** Share of the shapes of one drawing that stand in another just so. */
function likeness(a: Page, b: Page): number {
  const [shapes, others] = [drawn(a.items), new Set(drawn(b.items))]
  return shapes.filter((shape) => others.has(shape)).length / shapes.length
}

test("a seed gives the same picture each time, and each other seed another one", () => {
  for (let at = 0; at < coastPrints.pieces.length; at++) {
    expect(svgOf(art(7, at))).toBe(svgOf(art(7, at)))
    const seeds = [7, 8, 9, 2_147_483_647].map((seed) => art(seed, at))
    for (let a = 0; a < seeds.length; a++)
      for (let b = a + 1; b < seeds.length; b++)
        expect(likeness(seeds[a] as Page, seeds[b] as Page), coastPrints.pieces[at]?.motif).toBeLessThan(0.1)
  }
})

test("two pieces of one motif in a set differ too", () => {
  for (const motif of motifs) {
    const set = {
      ...coastPrints,
      pieces: [1, 2, 3].map((n) => ({ title: `Piece ${n}`, motif, words: "One sea, two tides", alt: "A piece" })),
    }
    expect(likeness(art(5, 0, set), art(5, 1, set)), motif).toBeLessThan(0.1)
  }
})

test("long and single words stay on the poster, at every size and many seeds", () => {
  for (const words of ["Wait", "Donaudampfschifffahrtsgesellschaft immer wieder", "a ".repeat(45).trim()])
    for (let seed = 0; seed < 30; seed++) {
      const set = {
        ...coastPrints,
        seed,
        pieces: [{ title: "Words", motif: "typographic" as const, words, caption: "W".repeat(60), alt: "Words" }],
      }
      for (const size of [paperSizes.a4, { w: 576, h: 720 }]) {
        const page = piecePage(set, 0, size, type, brand)
        expect(escapes(page)).toEqual([])
        for (const item of page.items) if (item.kind === "text" && item.text !== "…") expect(item.y).toBeLessThan(size.h)
      }
    }
})

test("chance is even and repeats with its seed", () => {
  const chance = new Chance(42)
  const rolls = Array.from({ length: 6000 }, () => chance.int(1, 6))
  for (let face = 1; face <= 6; face++) expect(rolls.filter((roll) => roll === face).length).toBeGreaterThan(850)
  expect(new Chance(42).next()).toBe(new Chance(42).next())
})

test("a set has, for each piece, an SVG without fonts or scripts and a PNG of A4 at 300 dpi, and PDFs in two sizes", async () => {
  const made = await printable.make({ ...coastPrints, pieces: coastPrints.pieces.slice(0, 3) }, kit)
  const of = (ending: string) => made.deliverables.filter((file) => file.name.endsWith(ending))
  expect([of(".svg").length, of(".png").length, of(".pdf").length]).toEqual([3, 3, 2])
  for (const file of of(".svg")) expect(new TextDecoder().decode(file.bytes)).not.toMatch(/<text|font-family|<script|NaN|undefined/)
  for (const { bytes } of of(".png")) {
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([2480, 3508])
    expect(new TextDecoder("latin1").decode(bytes.subarray(37, 41))).toBe("pHYs")
    // 300 dots an inch are 11811 a metre.
    expect(view.getUint32(41)).toBe(11_811)
  }
  expect(made.facts).toMatchObject({ papers: ["A4", "8 × 10 in"], counts: { artworks: 3 } })
  expect(made.previews.length).toBe(3)
})
