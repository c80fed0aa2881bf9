import { grain, matted, mix, quarterArc, straight, type Art, type Point } from "./art.ts"

const TAU = 2 * Math.PI

/** The lit part of a moon: 0 is new, 0.5 full, growing from the right. */
function moon({ page }: Art, x: number, y: number, radius: number, phase: number, lit: string, shade: string): void {
  page.circle(x, y, radius, { fill: shade })
  const side = phase <= 0.5 ? 1 : -1
  const bulge = Math.cos(phase * TAU) * radius * side
  const k = 0.5523
  const outer = side === 1 ? `${quarterArc(x, y, radius, 3)} ${quarterArc(x, y, radius, 0)}` : ""
  const rim =
    side === 1
      ? outer
      : `C ${x - k * radius} ${y - radius} ${x - radius} ${y - k * radius} ${x - radius} ${y} C ${x - radius} ${y + k * radius} ${x - k * radius} ${y + radius} ${x} ${y + radius}`
  const inner = `C ${x + k * bulge} ${y + radius} ${x + bulge} ${y + k * radius} ${x + bulge} ${y} C ${x + bulge} ${y - k * radius} ${x + k * bulge} ${y - radius} ${x} ${y - radius}`
  page.path(`M ${x} ${y - radius} ${rim} ${inner} Z`, { fill: lit })
}

function stars({ page, box, chance, unit }: Art, colour: string): void {
  for (let i = 0; i < 190; i++)
    page.circle(box.x + chance.next() * box.w, box.y + chance.next() * box.h, unit * (0.08 + chance.next() ** 4 * 0.42), { fill: colour })
  for (let i = chance.int(5, 10); i > 0; i--) {
    const [x, y, size] = [box.x + chance.next() * box.w, box.y + chance.next() * box.h, unit * chance.between(1, 2.3)]
    const points = Array.from({ length: 8 }, (_, n): Point => {
      const far = n % 2 ? size * 0.2 : size
      return [x + Math.sin((n / 8) * TAU) * far, y - Math.cos((n / 8) * TAU) * far]
    })
    page.path(straight(points), { fill: colour })
  }
}

/** Rays around a body: long and short in turn, drawn as thin wedges. */
function rays({ page, chance, unit }: Art, [x, y]: Point, from: number, to: number, colour: string): void {
  const count = chance.int(18, 40) * 2
  for (let i = 0; i < count; i++) {
    const turn = (i / count) * TAU
    const [length, half] = [i % 2 ? from + (to - from) * 0.55 : to, unit * 0.28]
    const side: Point = [Math.cos(turn + Math.PI / 2) * half, Math.sin(turn + Math.PI / 2) * half]
    const foot: Point = [x + Math.cos(turn) * from, y + Math.sin(turn) * from]
    page.path(
      straight([
        [foot[0] + side[0], foot[1] + side[1]],
        [foot[0] - side[0], foot[1] - side[1]],
        [x + Math.cos(turn) * length, y + Math.sin(turn) * length],
      ]),
      { fill: colour },
    )
  }
}

function orbits(art: Art, centre: Point, from: number, lit: string): void {
  const { page, chance, colours, unit } = art
  const rings = chance.int(4, 7)
  for (let ring = 1; ring <= rings; ring++) {
    const radius = from + ring * unit * chance.between(5.5, 7)
    page.circle(centre[0], centre[1], radius, {
      stroke: lit,
      width: unit * 0.18,
      dash: ring % 3 ? undefined : [unit * 0.7, unit * 0.9],
      opacity: 0.75,
    })
    const turn = chance.next() * TAU
    const size = unit * chance.between(0.9, 2.6)
    const at: Point = [centre[0] + Math.cos(turn) * radius, centre[1] + Math.sin(turn) * radius]
    page.circle(at[0], at[1], size, { fill: chance.pick(colours.accents) })
    if (chance.next() > 0.6) page.circle(at[0], at[1], size * 1.7, { stroke: lit, width: unit * 0.2 })
  }
}

function phases(art: Art, lit: string, shade: string): void {
  const { box, chance, unit } = art
  const arced = chance.next() > 0.4
  const count = chance.pick([5, 7, 9] as const)
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1)
    const lift = arced ? Math.sin(t * Math.PI) * box.h * 0.1 : 0
    const radius = unit * (9 - count * 0.45) * (0.7 + Math.sin(t * Math.PI) * 0.5)
    moon(art, box.x + box.w * (0.1 + t * 0.8), box.y + box.h * 0.84 - lift, radius * 0.72, Math.min(0.94, Math.max(0.06, t)), lit, shade)
  }
}

/** A night: one great body with rays or orbits, its moons, and the stars around. */
export function celestial(art: Art): void {
  const { page, box, chance, colours, unit } = art
  const night = chance.next() > 0.3 ? colours.dark : mix(colours.dark, chance.pick(colours.accents), 0.3)
  const lit = colours.ground
  matted(art, () => {
    page.rect(box, { fill: night })
    stars(art, mix(lit, night, 0.2))
    const body = chance.pick(colours.accents)
    const centre: Point = [box.x + box.w * chance.pick([0.5, 0.5, 0.36, 0.64] as const), box.y + box.h * chance.between(0.34, 0.42)]
    const radius = unit * chance.between(11, 22)
    const kind = chance.pick(["rays", "orbits", "eclipse", "corona"] as const)
    if (kind === "rays" || kind === "corona") rays(art, centre, radius * 1.15, radius * chance.between(2, 2.6), body)
    else orbits(art, centre, radius, lit)
    page.circle(centre[0], centre[1], radius, { fill: body })
    if (kind === "corona") page.circle(centre[0], centre[1], radius * 0.88, { fill: night })
    else if (kind === "eclipse") page.circle(centre[0] + radius * 0.34, centre[1] - radius * 0.1, radius * 0.92, { fill: night })
    else
      for (let band = -2; band <= 2; band++) {
        const half = Math.sqrt(Math.max(0, radius ** 2 - ((band / 3) * radius) ** 2)) * 0.82
        const y = centre[1] + (band / 3) * radius
        page.path(
          straight(
            [
              [centre[0] - half, y],
              [centre[0] + half * chance.between(0.1, 0.9), y],
            ],
            false,
          ),
          { stroke: mix(body, night, 0.3), width: unit * 0.5, cap: "round" },
        )
      }
    phases(art, lit, mix(night, lit, 0.16))
    page.rect(
      { x: box.x + unit * 3, y: box.y + unit * 3, w: box.w - unit * 6, h: box.h - unit * 6 },
      { stroke: lit, width: unit * 0.22, opacity: 0.7 },
    )
  })
  grain(art, lit, 90)
}
