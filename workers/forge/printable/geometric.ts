import type { Box } from "../page/page.ts"
import { arch, grain, matted, sector, straight, type Art } from "./art.ts"

type Tile = (art: Art, cell: Box, a: string, b: string) => void

const quarter: Tile = ({ page, chance }, { x, y, w, h }, a, b) => {
  const turn = chance.int(0, 3)
  const [cx, cy] = [turn === 0 || turn === 3 ? x : x + w, turn < 2 ? y : y + h]
  const side = Math.min(w, h)
  page.path(sector(cx, cy, side, turn, 1), { fill: a })
  if (chance.next() > 0.4) page.path(sector(cx, cy, side * 0.5, turn, 1), { fill: b })
}

const halves: Tile = ({ page, chance }, { x, y, w, h }, a, b) => {
  const radius = Math.min(w, h) / 2
  const start = chance.pick([1, 3] as const)
  page.path(sector(x + w / 2, y + (start === 1 ? 0 : h), radius, start === 1 ? 0 : 2, 2), { fill: a })
  page.path(sector(x + w / 2, y + h / 2 + (start === 1 ? 0 : 0), radius, start === 1 ? 0 : 2, 2), { fill: b })
}

const door: Tile = ({ page }, { x, y, w, h }, a, b) => {
  page.path(arch(x + w * 0.1, y + h * 0.08, w * 0.8, h * 0.92), { fill: a })
  page.path(arch(x + w * 0.3, y + h * 0.36, w * 0.4, h * 0.64), { fill: b })
}

const stripes: Tile = ({ page, chance }, { x, y, w, h }, a) => {
  const count = chance.int(3, 5)
  const upright = chance.next() > 0.5
  for (let i = 0; i < count; i++) {
    const t = (i * 2 + 0.5) / (count * 2)
    const band = upright ? { x: x + w * t, y, w: w / (count * 2), h } : { x, y: y + h * t, w, h: h / (count * 2) }
    page.rect(band, { fill: a })
  }
}

const disc: Tile = ({ page, chance }, { x, y, w, h }, a, b) => {
  const radius = Math.min(w, h) / 2
  page.circle(x + w / 2, y + h / 2, radius * 0.86, { fill: a })
  if (chance.next() > 0.4) page.circle(x + w / 2, y + h / 2, radius * 0.42, { fill: b })
}

const stairs: Tile = ({ page, chance }, { x, y, w, h }, a) => {
  const count = 4
  const left = chance.next() > 0.5
  for (let i = 0; i < count; i++) {
    const wide = (w * (i + 1)) / count
    page.rect({ x: left ? x : x + w - wide, y: y + (h * i) / count, w: wide, h: h / count + 0.2 }, { fill: a })
  }
}

const wedge: Tile = ({ page, chance }, { x, y, w, h }, a, b) => {
  const flip = chance.next() > 0.5
  page.path(
    straight(
      flip
        ? [
            [x, y],
            [x + w, y],
            [x, y + h],
          ]
        : [
            [x, y],
            [x + w, y],
            [x + w, y + h],
          ],
    ),
    { fill: a },
  )
  if (chance.next() > 0.5) page.circle(x + w * (flip ? 0.72 : 0.28), y + h * 0.72, Math.min(w, h) * 0.13, { fill: b })
}

const rings: Tile = ({ page }, { x, y, w, h }, a, b) => {
  for (let i = 0; i < 4; i++) page.circle(x + w / 2, y + h / 2, (Math.min(w, h) / 2) * (0.94 - i * 0.22), { fill: i % 2 ? b : a })
}

const tiles = [quarter, halves, door, stripes, disc, stairs, wedge, rings] as const

/** A wall of tiles: a few shapes out of eight, some over two rows or two columns, no two neighbours on one ground. */
export function geometric(art: Art): void {
  const { page, box, chance, colours } = art
  const columns = chance.int(3, 5)
  const rows = Math.round((columns * box.h) / box.w)
  const family = chance.shuffle(tiles).slice(0, chance.int(3, 4))
  const [w, h] = [box.w / columns, box.h / rows]
  const taken = new Set<string>()
  const grounds: string[][] = Array.from({ length: rows }, () => [])
  const palette = [colours.ground, colours.dark, ...colours.accents]
  matted(art, () => {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        if (taken.has(`${row},${column}`)) continue
        const big = row < rows - 1 && column < columns - 1 && !taken.has(`${row},${column + 1}`) && chance.next() > 0.78
        const span = big ? 2 : 1
        for (let i = 0; i < span * span; i++) taken.add(`${row + Math.floor(i / span)},${column + (i % span)}`)
        const near = new Set([grounds[row - 1]?.[column], grounds[row]?.[column - 1]])
        const choices = chance.shuffle(palette)
        const ground = choices.find((colour) => !near.has(colour)) ?? colours.ground
        const [a = colours.dark, b = colours.light] = choices.filter((colour) => colour !== ground)
        for (let i = 0; i < span * span; i++) {
          const line = grounds[row + Math.floor(i / span)]
          if (line) line[column + (i % span)] = ground
        }
        const cell = { x: box.x + column * w, y: box.y + row * h, w: w * span, h: h * span }
        page.rect({ ...cell, w: cell.w + 0.3, h: cell.h + 0.3 }, { fill: ground })
        // One tile in nine stays empty: the eye needs somewhere to rest.
        if (chance.next() > 0.11) family[Math.floor(chance.next() * family.length)]?.(art, cell, a, b)
      }
  })
  grain(art, colours.ground, 200)
}
