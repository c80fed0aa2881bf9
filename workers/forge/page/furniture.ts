import type { Brand } from "#schemas/brand.ts"
import type { Look } from "./look.ts"
import type { Page } from "./page.ts"

/** An empty box to tick, its top left corner at x, y. */
export function checkbox(page: Page, x: number, y: number, size: number, stroke: string, width = 0.9): void {
  page.rect({ x, y, w: size, h: size }, { stroke, width, radius: size * 0.16 })
}

/** Rules to write on, from y downwards. */
export function writingLines(page: Page, x: number, y: number, width: number, count: number, step: number, colour: string): void {
  for (let at = 1; at <= count; at++) page.line(x, y + at * step, x + width, y + at * step, colour, 0.5)
}

export type Furniture = { look: Look; brand: Brand; title: string; margins: { left: number; right: number } }

/** Running head and page number: title left, section right, brand and number at the foot. */
export function furnish(page: Page, { look, brand, title, margins }: Furniture, section: string, number: number): void {
  const { w, h } = page.size
  const right = w - margins.right
  const half = (right - margins.left) / 2 - 10
  page.text(margins.left, 36, title, look.strong(7.5, look.muted), { room: half })
  page.text(right, 36, section, look.text(7.5, look.muted), { align: "right", room: half })
  page.line(margins.left, 43, right, 43, look.rule, 0.5)
  page.text(margins.left, h - 30, brand.name, look.text(7.5, look.muted), { room: half })
  page.text(right, h - 30, String(number), look.monoStrong(8, look.ink), { align: "right" })
}
