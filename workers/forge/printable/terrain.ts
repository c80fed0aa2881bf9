import { curve, grain, matted, mix, straight, type Art, type Point } from "./art.ts"

/** A ridge as a sum of waves whose heights fall as they get shorter; `sharp` folds it into peaks. */
function ridge({ chance, box }: Art, height: number, sharp: boolean) {
  const waves = Array.from({ length: 6 }, (_, i) => ({
    length: box.w / (0.7 + i * chance.between(0.9, 1.5)),
    size: height / (1 + i * 1.35),
    phase: chance.between(0, 2 * Math.PI),
  }))
  return (x: number) =>
    waves.reduce((sum, { length, size, phase }) => {
      const value = Math.sin((x / length) * 2 * Math.PI + phase)
      return sum + size * (sharp ? 1 - 2 * Math.abs(value) : value)
    }, 0)
}

/** Land in layers from a pale distance to a dark foreground, under one sun or moon, over hills, peaks or water. */
export function terrain(art: Art): void {
  const { page, box, chance, colours, unit } = art
  const form = chance.pick(["hills", "peaks", "dunes"] as const)
  const sky = mix(colours.ground, chance.pick(colours.accents), chance.between(0.12, 0.35))
  const sun = chance.pick(colours.accents)
  const horizon = box.y + box.h * chance.between(0.34, 0.5)
  const layers = chance.int(5, 8)
  const [near, far] = [colours.dark, chance.pick(colours.accents)]
  matted(art, () => {
    page.rect(box, { fill: sky })
    const at: Point = [box.x + box.w * chance.between(0.22, 0.78), horizon - box.h * chance.between(0.02, 0.16)]
    const radius = unit * chance.between(11, 19)
    for (let ring = chance.int(0, 3); ring > 0; ring--)
      page.circle(at[0], at[1], radius + ring * unit * 5, { stroke: sun, width: unit * 0.3, opacity: 0.8 })
    page.circle(at[0], at[1], radius, { fill: sun })
    for (let layer = 0; layer < layers; layer++) {
      const depth = layer / (layers - 1)
      const base = horizon + (box.y + box.h * 0.93 - horizon) * depth ** 1.15
      const height = box.h * (form === "peaks" ? 0.085 : form === "dunes" ? 0.03 : 0.045) * (0.7 + depth * 0.5)
      land(art, base, ridge(art, height, form === "peaks"), layerColour(art, depth, far, near), depth)
    }
    if (chance.next() > 0.45) birds(art, horizon - box.h * 0.16)
  })
  grain(art, colours.ground, 220)
}

function layerColour({ colours, chance }: Art, depth: number, far: string, near: string): string {
  const hazy = mix(far, colours.ground, 0.45)
  const colour = depth < 0.5 ? mix(hazy, far, depth * 2) : mix(far, near, (depth - 0.5) * 2)
  // One layer in four takes another colour of the set, so that the land is no plain ramp.
  return chance.next() > 0.74 ? mix(chance.pick(colours.accents), colour, 0.25) : colour
}

function land({ page, box, chance, colours, unit }: Art, base: number, height: (x: number) => number, colour: string, depth: number): void {
  const edge = (down: number, from = 0, to = 1) =>
    Array.from({ length: 61 }, (_, i): Point => {
      const x = box.x + box.w * (from + ((to - from) * i) / 60)
      return [x, base - height(x) + down]
    })
  page.path(`${curve(edge(0))} L ${box.x + box.w} ${box.y + box.h} L ${box.x} ${box.y + box.h} Z`, { fill: colour })
  const lines = chance.int(0, 5)
  for (let line = 1; line <= lines; line++) {
    const from = chance.between(0, 0.55)
    const stroke = mix(colour, depth > 0.6 ? colours.ground : colours.dark, 0.28)
    page.path(curve(edge(line * unit * (1.1 + depth * 1.7), from, from + chance.between(0.2, 0.45))), {
      stroke,
      width: unit * 0.22,
      cap: "round",
    })
  }
}

function birds({ page, box, chance, colours, unit }: Art, y: number): void {
  const [x, count] = [box.x + box.w * chance.between(0.2, 0.65), chance.int(3, 6)]
  for (let i = 0; i < count; i++) {
    const [cx, cy, size] = [x + chance.between(0, 20) * unit, y + chance.between(-6, 6) * unit, unit * chance.between(0.9, 1.6)]
    const wing = (side: number) =>
      straight(
        [
          [cx + side * size * 1.6, cy - size * 0.7],
          [cx + side * size * 0.5, cy - size * 0.6],
          [cx, cy],
        ],
        false,
      )
    page.path(`${wing(-1)} ${wing(1)}`, { stroke: colours.dark, width: unit * 0.28, cap: "round" })
  }
}
