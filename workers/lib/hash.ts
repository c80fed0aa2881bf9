import { timingSafeEqual } from "node:crypto"

const encoder = new TextEncoder()
const bytesOf = (data: string | Uint8Array) => (typeof data === "string" ? encoder.encode(data) : data) as Uint8Array<ArrayBuffer>

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

export async function sha256(data: string | Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(data))))
}

/** HMAC-SHA256 as unpadded base64url. */
export async function sign(secret: string, message: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", bytesOf(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytesOf(message)))
  return btoa(String.fromCharCode(...mac))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")
}

/** Compares in constant time, so that a forged signature cannot be found byte by byte. */
export async function signedBy(secret: string, message: string, signature: string): Promise<boolean> {
  const [given, wanted] = await Promise.all([sha256(signature), sign(secret, message).then(sha256)])
  return timingSafeEqual(bytesOf(given), bytesOf(wanted))
}

/** A random token of 32 bytes, as hex. */
export function randomToken(): string {
  return hex(crypto.getRandomValues(new Uint8Array(32)))
}

/** JSON with sorted keys, so that equal values have equal hashes. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
