import { arch, curve, grain, matted, mix, straight, type Art, type Point } from "./art.ts"

type Leaf = { length: number; width: number; colour: string; shade: string }

/** A leaf from its foot along an angle: one side a shade darker, as if folded. */
function leaf({ page }: Art, [x, y]: Point, angle: number, { length, width, colour, shade }: Leaf): void {
  const along = (t: number, side: number): Point => [
    x + Math.cos(angle) * length * t - Math.sin(angle) * width * side,
    y + Math.sin(angle) * length * t + Math.cos(angle) * width * side,
  ]
  const half = (side: number) =>
    `${straight([along(0, 0)], false)} C ${along(0.25, side).join(" ")} ${along(0.7, side * 0.9).join(" ")} ${along(1, 0).join(" ")} Z`
  page.path(half(1), { fill: colour })
  page.path(half(-1), { fill: shade })
}

type Stem = { points: Point[]; angleAt(index: number): number }

function stemOf({ chance }: Art, foot: Point, height: number, lean: number): Stem {
  const bend = chance.between(-0.12, 0.12) * height
  const count = 14
  const points = Array.from({ length: count + 1 }, (_, i): Point => {
    const t = i / count
    return [foot[0] + lean * height * t * t + bend * Math.sin(t * Math.PI), foot[1] - height * t]
  })
  const angleAt = (index: number) => {
    const [a, b] = [points[Math.max(0, index - 1)] ?? foot, points[Math.min(count, index + 1)] ?? foot]
    return Math.atan2(b[1] - a[1], b[0] - a[0])
  }
  return { points, angleAt }
}

/** What grows at a stem's end. */
const heads = ["disc", "umbel", "bud", "leaf"] as const

function head(art: Art, kind: (typeof heads)[number], [x, y]: Point, angle: number, size: number, colour: string): void {
  const { page, colours, unit, chance } = art
  if (kind === "disc") {
    const petals = chance.int(9, 14)
    for (let i = 0; i < petals; i++) {
      const turn = (i / petals) * 2 * Math.PI
      leaf(art, [x, y], turn, { length: size, width: size * 0.3, colour, shade: mix(colour, colours.dark, 0.14) })
    }
    page.circle(x, y, size * 0.34, { fill: colours.dark })
    page.circle(x, y, size * 0.16, { fill: colours.light })
  } else if (kind === "umbel") {
    const rays = chance.int(7, 11)
    for (let i = 0; i < rays; i++) {
      const turn = angle + ((i / (rays - 1)) * 2 - 1) * 1.05
      const end: Point = [x + Math.cos(turn) * size * 1.25, y + Math.sin(turn) * size * 1.25]
      page.path(straight([[x, y], end], false), { stroke: colours.dark, width: unit * 0.22, cap: "round" })
      page.circle(end[0], end[1], size * chance.between(0.12, 0.22), { fill: i % 3 ? colour : colours.light })
    }
  } else if (kind === "bud") {
    for (const turn of [-0.42, 0.42, 0])
      leaf(art, [x, y], angle + turn, { length: size * 1.5, width: size * 0.42, colour, shade: mix(colour, colours.dark, 0.18) })
  } else leaf(art, [x, y], angle, { length: size * 1.4, width: size * 0.4, colour, shade: mix(colour, colours.dark, 0.2) })
}

/** Pressed plants before a window or a low sun: stems, paired leaves and heads, each a species of its own. */
export function botanical(art: Art): void {
  const { page, box, chance, colours, unit } = art
  const [backdrop, ...flowers] = chance.shuffle(colours.accents)
  const behind = chance.pick(["arch", "sun", "none"] as const)
  const ground = backdrop ?? colours.light
  if (behind === "arch")
    page.path(arch(box.x + box.w * 0.14, box.y + box.h * 0.06, box.w * 0.72, box.h * 0.94), { fill: mix(ground, colours.ground, 0.35) })
  if (behind === "sun")
    page.circle(box.x + box.w * chance.between(0.3, 0.7), box.y + box.h * 0.3, box.w * chance.between(0.24, 0.33), { fill: ground })
  const count = chance.int(3, 7)
  matted(art, () => {
    const order = chance.shuffle(Array.from({ length: count }, (_, i) => i))
    for (const i of order) {
      const spread = count === 1 ? 0 : i / (count - 1) - 0.5
      const foot: Point = [box.x + box.w * (0.5 + spread * 0.5), box.y + box.h * 1.02]
      const height = box.h * chance.between(0.55, 0.9) * (1 - Math.abs(spread) * 0.35)
      plant(art, foot, height, spread * 0.34, flowers.length ? flowers : [ground])
    }
  })
  page.path(
    straight(
      [
        [box.x, box.y + box.h],
        [box.x + box.w, box.y + box.h],
      ],
      false,
    ),
    { stroke: colours.dark, width: unit * 0.5 },
  )
  grain(art, colours.dark, 160)
}

function plant(art: Art, foot: Point, height: number, lean: number, flowers: string[]): void {
  const { page, chance, colours, unit } = art
  const stem = stemOf(art, foot, height, lean)
  const tone = mix(colours.dark, chance.pick(colours.accents), chance.between(0, 0.55))
  const shape = { length: unit * chance.between(8, 17), width: unit * chance.between(1.6, 5.2) }
  const opening = chance.between(0.55, 1.15)
  page.path(curve(stem.points), { stroke: tone, width: unit * chance.between(0.45, 0.8), cap: "round" })
  const every = chance.pick([1, 1, 2] as const)
  const alternate = chance.next() > 0.5
  stem.points.forEach((point, i) => {
    if (i < 2 || i > 12 || i % every) return
    const size = Math.sin(((i + 1) / 15) * Math.PI) * 0.75 + 0.3
    for (const side of alternate ? [i % 2 ? 1 : -1] : [-1, 1])
      leaf(art, point, stem.angleAt(i) + side * opening, {
        length: shape.length * size,
        width: shape.width * size,
        colour: tone,
        shade: mix(tone, colours.ground, 0.16),
      })
  })
  const top = stem.points.at(-1)
  const colour = flowers[Math.floor(chance.next() * flowers.length)] ?? colours.light
  if (top) head(art, chance.pick(heads), top, stem.angleAt(14), unit * chance.between(6, 10), colour)
}
