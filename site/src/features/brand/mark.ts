import type { Brand } from "#schemas/brand.ts"

/** The shop's mark: a sheet whose lines are the colours of the six kinds. Square, 32 units. */
export function markSvg({ palette }: Brand): string {
  const stripes = Object.values(palette.kinds).map(
    (colour, at) => `<rect x="7" y="${7 + at * 3}" width="${at === 5 ? 10 : 18}" height="3" fill="${colour}"/>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">`,
    `<rect width="32" height="32" fill="${palette.ink}"/>`,
    `<rect x="4" y="4" width="24" height="24" fill="${palette.paper}"/>`,
    ...stripes,
    `</svg>`,
  ].join("")
}
