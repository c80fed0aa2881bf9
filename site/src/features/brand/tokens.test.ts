import { expect, test } from "vitest"
import { brand } from "#seeds/brand.ts"
import { contrast, readableOn } from "./contrast.ts"
import { markSvg } from "./mark.ts"
import { brandCss, fingerprint, typeScale, type WebFace } from "./tokens.ts"

const faces: Record<typeof brand.type.display, WebFace[]> = {
  "Bricolage Grotesque": [{ weight: "200 800", url: "/b.woff2" }],
  "IBM Plex Sans": [{ weight: "400", url: "/s.woff2" }],
  "IBM Plex Mono": [{ weight: "400", url: "/m.woff2" }],
  "Source Serif 4": [{ weight: "200 900", url: "/f.woff2" }],
}

test("the stylesheet follows the brand: its colours, its families, its scale, and a new address when one changes", () => {
  const css = brandCss(brand, faces)
  expect(css).toContain(`--accent:${brand.palette.accent}`)
  expect(css).toContain(`[data-kind="guide"]{--kind:${brand.palette.kinds.guide};`)
  expect(css).not.toContain("/f.woff2")
  const other = { ...brand, palette: { ...brand.palette, accent: "#5b1a8c" }, type: { ...brand.type, text: "Source Serif 4" as const } }
  const changed = brandCss(other, faces)
  expect(changed).toContain("--accent:#5b1a8c")
  expect(changed).toContain('--text:"Source Serif 4", Georgia, serif')
  expect(changed).toContain("/f.woff2")
  expect(changed).not.toContain("/s.woff2")
  expect(fingerprint(changed)).not.toBe(fingerprint(css))
  expect(markSvg(brand)).toContain(brand.palette.kinds.planner)
})

test("contrast is WCAG's: 21 for black on white, and text on every kind's colour reaches 4.5", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5)
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2)
  for (const [kind, ground] of Object.entries(brand.palette.kinds))
    expect(contrast(readableOn(ground, [brand.palette.ink, brand.palette.paper]), ground), kind).toBeGreaterThanOrEqual(4.5)
  const { paper, ink, muted, accent, onAccent } = brand.palette
  for (const [text, ground] of [
    [ink, paper],
    [muted, paper],
    [onAccent, accent],
    [accent, paper],
  ] as const)
    expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
})

test("one scale makes all sizes: each step is the ratio above the last, and a phone never gets a bigger one than a desk", () => {
  const scale = typeScale(1.25)
  expect(scale["--t0"]).toBe("1.0625rem")
  expect(scale["--t1"]).toBe("1.3281rem")
  for (const size of Object.values(scale).filter((value) => value.startsWith("clamp"))) {
    const [, small = 0, large = 0] = /^clamp\(([\d.]+)rem, .+, ([\d.]+)rem\)$/.exec(size)?.map(Number) ?? []
    expect(small, size).toBeGreaterThan(1)
    expect(large, size).toBeGreaterThan(small)
  }
})
