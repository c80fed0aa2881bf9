import { luminance, mix } from "../page/look.ts"
import type { Box, Page, Paint } from "../page/page.ts"

/** Numbers from a seed, 0 to 1 (mulberry32): the same seed gives the same row of numbers on every machine. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  int(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1))
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.next() * list.length)] ?? list[0]
  }

  shuffle<T>(list: readonly T[]): T[] {
    return list
      .map((value) => ({ value, key: this.next() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ value }) => value)
  }
}

/** The colours of a set by their use: ground, the darkest, the lightest beside the ground, and all others from dark to light. */
export type Colours = { ground: string; dark: string; light: string; accents: [string, ...string[]]; all: string[] }

export function coloursOf(palette: string[], chance: Chance): Colours {
  const [ground = "#ffffff", ...rest] = palette
  const all = rest.toSorted((a, b) => luminance(a) - luminance(b))
  const dark = all[0] ?? "#222222"
  const middle = chance.shuffle(all.slice(1))
  return { ground, dark, light: all.at(-1) ?? ground, accents: [middle[0] ?? dark, ...middle.slice(1)], all }
}

/** What a motif draws with: a box of the page to fill, colours, chance, and a unit that is 1/100 of the box's width. */
export type Art = { page: Page; box: Box; chance: Chance; colours: Colours; unit: number }
export type Point = [number, number]

const r = (value: number) => Math.round(value * 100) / 100
const at = ([x, y]: Point) => `${r(x)} ${r(y)}`

/** A closed or open path with straight sides. */
export const straight = (points: Point[], close = true): string => `M ${points.map(at).join(" L ")}${close ? " Z" : ""}`

/** A curve through all points (Catmull-Rom as cubic curves). `join` continues a path instead of beginning one. */
export function curve(points: Point[], join = false): string {
  const first = points[0]
  if (!first) return ""
  let d = join ? `L ${at(first)}` : `M ${at(first)}`
  for (let i = 0; i < points.length - 1; i++) {
    const [a, b, c, e] = [points[i - 1] ?? points[i], points[i], points[i + 1], points[i + 2] ?? points[i + 1]]
    if (!a || !b || !c || !e) continue
    const one: Point = [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6]
    const two: Point = [c[0] - (e[0] - b[0]) / 6, c[1] - (e[1] - b[1]) / 6]
    d += ` C ${at(one)} ${at(two)} ${at(c)}`
  }
  return d
}

const K = 0.5523

/** Part of a disc in quarters: `quarters` counts clockwise from `start` (0 right, 1 down, 2 left, 3 up). */
export function sector(x: number, y: number, radius: number, start: number, quarters: number): string {
  const point = (turn: number): Point => [x + radius * Math.cos((turn * Math.PI) / 2), y + radius * Math.sin((turn * Math.PI) / 2)]
  let d = `M ${at([x, y])} L ${at(point(start))}`
  for (let i = 0; i < quarters; i++) d += ` ${quarterArc(x, y, radius, start + i)}`
  return `${d} Z`
}

/** The curve of a quarter circle, to be put behind a path that stands at its start. */
export function quarterArc(x: number, y: number, radius: number, start: number): string {
  const [a, b] = [(start * Math.PI) / 2, ((start + 1) * Math.PI) / 2]
  const [p, q]: [Point, Point] = [
    [x + radius * Math.cos(a), y + radius * Math.sin(a)],
    [x + radius * Math.cos(b), y + radius * Math.sin(b)],
  ]
  const one: Point = [p[0] - K * radius * Math.sin(a), p[1] + K * radius * Math.cos(a)]
  const two: Point = [q[0] + K * radius * Math.sin(b), q[1] - K * radius * Math.cos(b)]
  return `C ${at(one)} ${at(two)} ${at(q)}`
}

/** A doorway: straight sides, a half circle above. */
export function arch(x: number, y: number, w: number, h: number): string {
  const radius = w / 2
  const top = y + radius
  return `M ${at([x, y + h])} L ${at([x, top])} ${quarterArc(x + radius, top, radius, 2)} ${quarterArc(x + radius, top, radius, 3)} L ${at([x + w, y + h])} Z`
}

/**
 * Draws, then lays a mat of the ground's colour around the box, as a framer does. A clip would look the same, but costs a
 * renderer two more layers of 35 MB at print size.
 */
export function matted(art: Art, draw: () => void): void {
  const { page, box, colours } = art
  draw()
  const { w, h } = page.size
  const [right, bottom] = [box.x + box.w, box.y + box.h]
  for (const side of [
    { x: 0, y: 0, w, h: box.y },
    { x: 0, y: bottom, w, h: h - bottom },
    { x: 0, y: 0, w: box.x, h },
    { x: right, y: 0, w: w - right, h },
  ])
    page.rect(side, { fill: colours.ground })
}

/** Fine flecks of a paper's grain: the print looks pressed and not computed. */
export function grain({ page, box, chance, unit }: Art, colour: string, count: number): void {
  const paint: Paint = { fill: colour, opacity: 0.35 }
  for (let i = 0; i < count; i++)
    page.circle(r(box.x + chance.next() * box.w), r(box.y + chance.next() * box.h), r(unit * chance.between(0.05, 0.16)), paint)
}

export { mix }
