import type { Vault } from "./redact.ts"

const encoder = new TextEncoder()

/** Closes a vault with AES-256-GCM under a key derived from the shop's secret; the result is base64 text. */
export async function sealVault(vault: Vault, secret: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(secret), encoder.encode(JSON.stringify(vault)))
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)))
}

/** Opens what `sealVault` closed; throws when the secret is another one or a byte was changed. */
export async function openVault(sealed: string, secret: string): Promise<Vault> {
  const bytes = Uint8Array.from(atob(sealed), (sign) => sign.charCodeAt(0))
  const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12) }, await keyOf(secret), bytes.slice(12))
  const vault: unknown = JSON.parse(new TextDecoder().decode(open))
  if (vault === null || typeof vault !== "object") throw new Error("The vault does not hold an object.")
  return Object.fromEntries(Object.entries(vault).map(([mark, value]) => [mark, String(value)]))
}

/** HKDF with its own label: the secret that signs links never is the key itself. */
async function keyOf(secret: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"])
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode("autonomax personal-data vault v1") }
  return crypto.subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
}
