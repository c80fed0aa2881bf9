import { curve, grain, matted, mix, type Art, type Point } from "./art.ts"

/** A smooth field: how far a line at height v is pushed at u, both 0 to 1. */
function fieldOf({ chance }: Art) {
  const swells = Array.from({ length: 4 }, (_, i) => ({
    x: chance.between(0.5, 1.7) * (i + 1),
    y: chance.between(0.4, 2.2) * (chance.next() > 0.5 ? 1 : -1),
    phase: chance.between(0, 6.28),
    size: 1 / (1 + i * 1.2),
  }))
  return (u: number, v: number) => swells.reduce((sum, { x, y, phase, size }) => sum + size * Math.sin(6.28 * (x * u + y * v) + phase), 0)
}

/** Water in one of three hands: ribbons of colour, fine ruled lines, or rows of scales. */
export function waves(art: Art): void {
  const { page, box, chance, colours } = art
  const hand = chance.pick(["ribbons", "lines", "scales"] as const)
  matted(art, () => {
    if (hand === "ribbons") ribbons(art)
    else if (hand === "lines") lines(art)
    else scales(art)
  })
  if (hand === "lines") page.rect(box, { stroke: colours.dark, width: art.unit * 0.35 })
  grain(art, hand === "lines" ? colours.dark : colours.ground, 180)
}

function sun({ page, box, chance, unit }: Art, colour: string, y: number): void {
  page.circle(box.x + box.w * chance.between(0.25, 0.75), y, unit * chance.between(11, 18), { fill: colour })
}

function ribbons(art: Art): void {
  const { page, box, chance, colours, unit } = art
  const field = fieldOf(art)
  const sky = mix(colours.ground, colours.light, chance.between(0.1, 0.5))
  page.rect(box, { fill: sky })
  const count = chance.int(9, 15)
  const order = chance.shuffle([colours.dark, ...colours.accents, mix(colours.dark, colours.light, 0.5)])
  const start = chance.between(0.3, 0.42)
  sun(art, order[0] ?? colours.dark, box.y + box.h * (start - 0.06))
  for (let i = 0; i < count; i++) {
    const v = i / count
    const amplitude = unit * (3.5 + v * 5)
    const y0 = box.y + box.h * (start + (1 - start) * v)
    const points = Array.from({ length: 41 }, (_, n): Point => [box.x + (box.w * n) / 40, y0 + field(n / 40, v * 0.7) * amplitude])
    const colour = order[(i + 1) % order.length] ?? colours.dark
    page.path(`${curve(points)} L ${box.x + box.w} ${box.y + box.h} L ${box.x} ${box.y + box.h} Z`, { fill: colour })
    page.path(curve(points), { stroke: sky, width: unit * 0.45, opacity: 0.9 })
  }
}

function lines(art: Art): void {
  const { page, box, chance, colours, unit } = art
  const field = fieldOf(art)
  page.rect(box, { fill: colours.ground })
  const count = chance.int(46, 70)
  sun(art, chance.pick(colours.accents), box.y + box.h * chance.between(0.22, 0.4))
  const special = chance.pick(colours.accents)
  const band = chance.int(8, 20)
  const centre = chance.between(0.3, 0.7)
  for (let i = -4; i < count + 4; i++) {
    const v = i / count
    const points = Array.from({ length: 49 }, (_, n): Point => {
      const u = n / 48
      const swell = Math.exp(-(((u - centre) / 0.24) ** 2))
      return [box.x + box.w * u, box.y + box.h * v + field(u, v) * unit * (1.2 + 5.2 * swell)]
    })
    page.path(curve(points), { stroke: i % band < 2 ? special : colours.dark, width: unit * (i % band < 2 ? 0.75 : 0.3) })
  }
}

function scales(art: Art): void {
  const { page, box, chance, colours } = art
  const columns = chance.int(5, 8)
  const radius = box.w / columns / 2
  const [a, b] = [chance.pick(colours.accents), colours.dark]
  page.rect(box, { fill: colours.ground })
  const calm = chance.between(0.1, 0.3)
  sun(art, chance.pick(colours.accents), box.y + box.h * 0.17)
  const rows = Math.ceil((box.h * (1 - calm)) / (radius * 0.5)) + 2
  for (let row = 0; row < rows; row++)
    for (let column = -1; column <= columns; column++) {
      const x = box.x + (column * 2 + 1 + (row % 2)) * radius
      const y = box.y + box.h * calm + radius + row * radius * 0.5
      const depth = row / rows
      const lively = chance.next()
      const fill = lively > 0.9 ? chance.pick(colours.accents) : mix(a, b, depth)
      for (const [i, share] of [1, 0.76, 0.52, 0.28].entries()) page.circle(x, y, radius * share, { fill: i % 2 ? colours.ground : fill })
    }
}
