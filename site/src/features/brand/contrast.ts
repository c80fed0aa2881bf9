/** WCAG 2.2 relative luminance of `#rrggbb`. */
export function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2.2 contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The first of the wished colours that can be read on the ground (4.5 : 1); black or white when none can. */
export function readableOn(ground: string, wished: readonly string[]): string {
  const fits = wished.find((colour) => contrast(colour, ground) >= 4.5)
  return fits ?? (contrast("#000000", ground) >= contrast("#ffffff", ground) ? "#000000" : "#ffffff")
}
