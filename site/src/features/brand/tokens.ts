import type { Brand, FontFamily } from "#schemas/brand.ts"
import { readableOn } from "./contrast.ts"

/** One woff2 file: the CSS weight (or range) it serves and its address. */
export type WebFace = { weight: string; url: string }

const fallbacks: Record<FontFamily, string> = {
  "Bricolage Grotesque": "system-ui, sans-serif",
  "IBM Plex Sans": "system-ui, sans-serif",
  "IBM Plex Mono": "ui-monospace, monospace",
  "Source Serif 4": "Georgia, serif",
}

const stack = (family: FontFamily) => `"${family}", ${fallbacks[family]}`

/** Text starts at 17 px; each step is the one before times the brand's scale. Big steps are one step smaller on a phone. */
export function typeScale(ratio: number): Record<string, string> {
  const rem = (step: number) => Number((1.0625 * ratio ** step).toFixed(4))
  const steps = [-1, 0, 1, 2, 3, 4, 5, 6].map((step): [string, string] => {
    const large = rem(step)
    if (step < 2) return [`--t${step < 0 ? "s" : step}`, `${large}rem`]
    const small = rem(step < 4 ? step - 0.6 : step - 1.4)
    // From `small` at 24 rem wide to `large` at 80 rem wide.
    const slope = (large - small) / 56
    return [
      `--t${step}`,
      `clamp(${small.toFixed(3)}rem, ${(small - slope * 24).toFixed(3)}rem + ${(slope * 100).toFixed(3)}vw, ${large.toFixed(3)}rem)`,
    ]
  })
  return Object.fromEntries(steps)
}

function faceRules(family: FontFamily, faces: WebFace[]): string[] {
  return faces.map(
    ({ weight, url }) =>
      `@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};font-display:swap;src:url("${url}") format("woff2")}`,
  )
}

/** The stylesheet that carries the brand: faces, colours, type. Everything else in the shop's CSS refers to these names. */
export function brandCss(brand: Brand, faces: Record<FontFamily, WebFace[]>): string {
  const { palette, type } = brand
  const used = [...new Set([type.display, type.text, type.mono])]
  const tokens = {
    "--paper": palette.paper,
    "--ink": palette.ink,
    "--muted": palette.muted,
    "--rule": palette.rule,
    "--accent": palette.accent,
    "--on-accent": palette.onAccent,
    "--display": stack(type.display),
    "--text": stack(type.text),
    "--mono": stack(type.mono),
    ...typeScale(type.scale),
  }
  const kinds = Object.entries(palette.kinds).map(
    ([kind, colour]) => `[data-kind="${kind}"]{--kind:${colour};--on-kind:${readableOn(colour, [palette.ink, palette.paper])}}`,
  )
  const root = `:root{${Object.entries(tokens)
    .map(([name, value]) => `${name}:${value}`)
    .join(";")}}`
  return [...used.flatMap((family) => faceRules(family, faces[family])), root, ...kinds].join("\n")
}

/** Short fingerprint (FNV-1a) of a stylesheet, so that a changed brand gets a new address and the old one may be kept for ever. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash.toString(36)
}
