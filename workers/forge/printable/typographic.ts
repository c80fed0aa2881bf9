import type { Brand } from "#schemas/brand.ts"
import { contrast } from "../page/look.ts"
import type { TextStyle } from "../page/typesetter.ts"
import { grain, sector, type Art } from "./art.ts"

/** Words in balanced lines: the fewest characters on the longest line, with `count` lines. */
function balanced(words: string[], count: number): string[] {
  const total = words.join(" ").length
  const lines: string[] = []
  let line = ""
  for (const word of words) {
    const left = count - lines.length
    const aim = (total - lines.join(" ").length) / left
    if (line && left > 1 && `${line} ${word}`.length > aim * 1.12) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line]
}

/** A sentence as a poster: each line as wide as the sheet, or one size ranged left, on a flat ground with one shape. */
export function typographic(art: Art, words: string, brand: Brand): void {
  const { page, box, chance, colours, unit } = art
  const ground = chance.pick([colours.ground, colours.dark, ...colours.accents] as const)
  const readable = [colours.dark, colours.ground, ...colours.accents].toSorted((a, b) => contrast(b, ground) - contrast(a, ground))
  const text = readable[0] ?? colours.dark
  const shape = readable[chance.int(2, readable.length - 2)] ?? colours.light
  const serif = chance.next() > 0.55
  const style: TextStyle = {
    family: serif ? brand.type.serif : brand.type.display,
    weight: 700,
    size: 100,
    color: text,
    tracking: serif ? -0.01 : -0.03,
  }
  page.rect(box, { fill: ground })
  const list = words.split(/\s+/)
  const justified = chance.next() > 0.4
  const lines = balanced(list, Math.max(1, Math.min(list.length, chance.int(3, 5))))
  const inner = { x: box.x + unit * 8, w: box.w - unit * 16 }
  const widths = lines.map((line) => page.type.width(line, style))
  const widest = Math.max(...widths)
  const sizes = widths.map((width) => Math.min((100 * inner.w) / (justified ? width : widest), box.h * 0.24))
  const room = box.h * 0.66
  const wanted = sizes.reduce((sum, size) => sum + size * 0.96, 0)
  const scale = Math.min(1, room / wanted)
  const height = wanted * scale
  const top = chance.next() > 0.5
  let y = top ? box.y + unit * 10 : box.y + box.h - unit * 8 - height
  ornament(art, shape, top ? { from: y + height + unit * 4, to: box.y + box.h } : { from: box.y, to: y - unit * 3 })
  lines.forEach((line, i) => {
    const size = (sizes[i] ?? 40) * scale
    y += size * 0.96
    page.text(inner.x, y - size * 0.16, line, { ...style, size })
  })
  grain(art, text, 140)
}

/** A rising or setting disc, steps or a row of dots in the room that the words leave. */
function ornament({ page, box, chance, unit }: Art, colour: string, { from, to }: { from: number; to: number }): void {
  const room = to - from
  if (room < unit * 12) return
  const kind = chance.pick(["disc", "dots", "steps"] as const)
  if (kind === "disc") {
    const radius = Math.min(room, box.w * 0.42)
    const above = from <= box.y + 1
    page.path(sector(box.x + box.w * chance.pick([0.3, 0.5, 0.7] as const), above ? from : to, radius, above ? 0 : 2, 2), { fill: colour })
  } else if (kind === "dots") {
    const columns = chance.int(4, 7)
    const step = (box.w - unit * 16) / columns
    for (let y = from + step; y < to - step / 2; y += step)
      for (let i = 0; i < columns; i++)
        page.circle(box.x + unit * 8 + (i + 0.5) * step, y, step * chance.pick([0.18, 0.3, 0.42] as const), { fill: colour })
  } else {
    const steps = chance.int(4, 6)
    const w = (box.w - unit * 16) / steps
    for (let i = 0; i < steps; i++) {
      const h = ((room - unit * 16) * (i + 1)) / steps
      page.rect({ x: box.x + unit * 8 + i * w, y: to - unit * 8 - h, w: w * 0.86, h }, { fill: colour })
    }
  }
}
