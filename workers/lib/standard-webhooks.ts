import { timingSafeEqual } from "node:crypto"

const encoder = new TextEncoder()
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

/** Seconds that a message's timestamp may lie in the past or the future. */
const tolerance = 300

/** A signing secret of 256 bits as Standard Webhooks writes it: `whsec_` and base64. */
export const newWebhookSecret = (): string => `whsec_${base64(crypto.getRandomValues(new Uint8Array(32)))}`

/** Standard Webhooks' symmetric signature of one message: `v1,` and base64; `timestamp` in seconds. */
export async function signWebhook(secret: string, id: string, timestamp: number, body: string): Promise<string> {
  const raw = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (sign) => sign.charCodeAt(0))
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(`${id}.${timestamp}.${body}`))
  return `v1,${base64(new Uint8Array(mac))}`
}

export type SignedMessage = { id: string | null; timestamp: string | null; signature: string | null; body: string }

/** Why a message is not believed; null when one of its signatures is ours and it is fresh. */
export async function refuseWebhook(secret: string, message: SignedMessage, now: Date): Promise<string | null> {
  const { id, timestamp, signature, body } = message
  if (!id || !timestamp || !signature) return "The message is not signed: its id, timestamp or signature is missing."
  const at = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN
  // NaN fails the comparison, so a timestamp that is no number is refused too.
  if (!(Math.abs(now.getTime() / 1000 - at) <= tolerance)) return "The message is too old or its clock is wrong."
  const wanted = encoder.encode(await signWebhook(secret, id, at, body))
  const same = signature.split(" ").some((one) => {
    const given = encoder.encode(one)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  })
  return same ? null : "The signature does not fit the message."
}
