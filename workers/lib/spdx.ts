const noticed: [RegExp, string][] = [
  [/creativecommons\.org\/publicdomain\/zero|\bCC0\b|creative commons zero/i, "CC0-1.0"],
  [/\bapache[ -](?:license|2)|apache\.org\/licenses/i, "Apache-2.0"],
  [/\bMIT license\b|licenses\/mit\b|permission is hereby granted, free of charge/i, "MIT"],
  [/unlicense\.org|free and unencumbered software/i, "Unlicense"],
  [/mozilla public license|\bMPL-2/i, "MPL-2.0"],
  [/gnu affero/i, "AGPL-3.0"],
  [/gnu lesser/i, "LGPL-3.0"],
  [/gnu general public license|\bGPL-3/i, "GPL-3.0"],
  [/redistribution and use in source and binary forms|\bBSD-3/i, "BSD-3-Clause"],
]

/** A licence's short name from its address, its name or the beginning of its text; null when none is recognised. */
export function licenceNamed(text: string): string | null {
  const [, terms, version] =
    /creativecommons\.org\/licenses\/(by(?:-nc)?(?:-nd|-sa)?)\/(\d\.\d)/i.exec(text) ??
    /\bCC[ -](BY(?:-NC)?(?:-ND|-SA)?)\b(?:[ -](\d\.\d))?/i.exec(text) ??
    []
  if (terms) return `CC-${terms.toUpperCase()}${version ? `-${version}` : ""}`
  return noticed.find(([pattern]) => pattern.test(text))?.[1] ?? null
}
