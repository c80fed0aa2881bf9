const letters = "abcdefghijklmnopqrstuvwxyz234567"

function base32(bytes: Uint8Array): string {
  let [value, bits, text] = [0, 0, ""]
  for (const byte of bytes) {
    value = (value << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(value >>> (bits - 5)) & 31] ?? ""
    value &= 255
  }
  return bits > 0 ? text + (letters[(value << (5 - bits)) & 31] ?? "") : text
}

/** A CIDv1 of SHA-256: `raw` for blobs, `cbor` for records. (The record's bytes are its JSON here, which no client can tell.) */
export async function cidOf(codec: "raw" | "cbor", bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)))
  return `b${base32(new Uint8Array([1, codec === "raw" ? 0x55 : 0x71, 0x12, 0x20, ...hash]))}`
}

const part = (value: unknown) => btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

/** A token in the form of a JWT. It is known by being kept, so its signature is a random mark. */
export const jwtOf = (claims: { scope: string; sub: string; iat: number; exp: number }): string =>
  `${part({ typ: "at+jwt", alg: "HS256" })}.${part(claims)}.${crypto.randomUUID().replaceAll("-", "")}`
