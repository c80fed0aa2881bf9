import type { Brand } from "#schemas/brand.ts"
import type { GoodKind } from "#schemas/good.ts"
import type { TextStyle } from "./typesetter.ts"

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** A colour between two: share 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const b = channels(to)
  return `#${channels(from)
    .map((value, at) =>
      Math.round(value + ((b[at] ?? value) - value) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`
}

/** Relative luminance of WCAG 2.2, 0 to 1. */
export function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex).map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** The kind's colour made dark enough to read as text on paper (4.5 : 1). */
function readable(colour: string, paper: string, ink: string): string {
  for (let share = 0; share < 1; share += 0.05) if (contrast(mix(colour, ink, share), paper) >= 4.5) return mix(colour, ink, share)
  return ink
}

/** The brand as the makers use it: colours of one kind, and the text styles of every page. */
export type Look = ReturnType<typeof lookOf>

export function lookOf(brand: Brand, kind: GoodKind) {
  const { paper, ink, muted, rule, kinds } = brand.palette
  const tone = kinds[kind]
  const accent = readable(tone, paper, ink)
  const style =
    (family: string, weight: TextStyle["weight"]) =>
    (size: number, color = ink, more: Partial<TextStyle> = {}): TextStyle => ({
      family,
      weight,
      size,
      color,
      ...more,
    })
  const { display, text, serif, mono } = brand.type
  return {
    paper,
    ink,
    muted,
    rule,
    tone,
    tint: mix(paper, tone, 0.16),
    accent,
    onTone: contrast(ink, tone) >= 4.5 ? ink : paper,
    display: style(display, 700),
    heading: style(display, 600),
    text: style(text, 400),
    strong: style(text, 600),
    serif: style(serif, 400),
    mono: style(mono, 400),
    monoStrong: style(mono, 600),
    /** Small capitals' stand-in: letters set apart. */
    label: (size = 7, color = muted) => style(text, 600)(size, color, { tracking: 0.09 }),
  }
}
