const encoder = new TextEncoder()

/** Closes a text with AES-256-GCM under a key derived from the shop's secret for one purpose; the result is base64 text. */
export async function seal(text: string, secret: string, purpose: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(secret, purpose), encoder.encode(text))
  // Sign by sign and not spread over one call's arguments, which a long text would overflow.
  return btoa(Array.from([...iv, ...new Uint8Array(sealed)], (byte) => String.fromCharCode(byte)).join(""))
}

/** Opens what `seal` closed; throws when the secret or the purpose is another one or a byte was changed. */
export async function unseal(sealed: string, secret: string, purpose: string): Promise<string> {
  const bytes = Uint8Array.from(atob(sealed), (sign) => sign.charCodeAt(0))
  const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12) }, await keyOf(secret, purpose), bytes.slice(12))
  return new TextDecoder().decode(open)
}

/** HKDF (RFC 5869) with the purpose as its label: the secret that signs links never is the key itself, and no two purposes share one. */
async function keyOf(secret: string, purpose: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"])
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(`autonomax ${purpose} v1`) }
  return crypto.subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
}
