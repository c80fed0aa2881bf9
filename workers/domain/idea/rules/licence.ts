const known: [RegExp, string][] = [
  [/CC0|creative commons zero|publicdomain\/zero/i, "CC0-1.0"],
  [/CC[ -]BY[ -]NC[ -]SA|by-nc-sa/i, "CC-BY-NC-SA-4.0"],
  [/CC[ -]BY[ -]NC|by-nc\//i, "CC-BY-NC-4.0"],
  [/CC[ -]BY[ -]SA|by-sa\//i, "CC-BY-SA-4.0"],
  [/CC[ -]BY\b|licenses\/by\//i, "CC-BY-4.0"],
  [/apache/i, "Apache-2.0"],
  [/\bMIT\b/, "MIT"],
  [/unlicense/i, "Unlicense"],
]

const named = (text: string): string | null => known.find(([pattern]) => pattern.test(text))?.[1] ?? null

/** `unknown` unless the caller, front matter, a badge, or the licence section says otherwise. */
export function licenceOf(text: string, given: string | undefined): string {
  if (given) return named(given) ?? given
  const front = /^---\n([\s\S]{0,4000}?)\n---/.exec(text)?.[1] ?? ""
  const line =
    /^["']?licen[cs]e["']?\s*[:=]\s*(.{2,80})$/im.exec(front)?.[1] ?? /^.{0,40}\blicen[cs]ed? (?:under|:).{0,160}$/im.exec(text)?.[0]
  const badge =
    /shields\.io\/[^\s)"]{0,60}licen[cs]e[^\s)"]{0,80}|licensebuttons\.net[^\s)"]{0,80}|creativecommons\.org\/(?:licenses|publicdomain)\/[^\s)"]{0,40}/i.exec(
      text,
    )
  const section = /^#{1,6}\s+(?:©\s*)?licen[cs]e\b[^\n]{0,80}\n([\s\S]{0,800})/im.exec(text)?.[1]
  const field = /"licen[cs]e"\s*:\s*"([^"\n]{2,60})"/i.exec(text.slice(0, 5000))?.[1]
  for (const place of [line, badge?.[0], section, field]) {
    const licence = place ? named(place) : null
    if (licence) return licence
  }
  return "unknown"
}
