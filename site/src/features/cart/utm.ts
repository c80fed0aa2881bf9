import { Utm } from "#schemas/cart.ts"

export const utmCookie = "utm"

/** The UTM parameters of an address, or null when it has none. A value that is too long is left out, not cut. */
export function readUtm(params: URLSearchParams): Utm | null {
  const found: Record<string, string> = {}
  for (const [part, shape] of Object.entries(Utm.shape)) {
    const value = params.get(`utm_${part}`)?.trim()
    if (value && shape.safeParse(value).success) found[part] = value
  }
  return Object.keys(found).length === 0 ? null : Utm.parse(found)
}

/** What the session cookie remembers; an empty object when it was tampered with. */
export function utmOf(cookie: string | undefined): Utm {
  return readUtm(new URLSearchParams(cookie ?? "")) ?? {}
}

export const utmValue = (utm: Utm): string =>
  new URLSearchParams(Object.entries(utm).map(([part, value]) => [`utm_${part}`, value])).toString()
