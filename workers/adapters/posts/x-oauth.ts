export type XKeys = { key: string; secret: string; token: string; tokenSecret: string }

/** RFC 3986, which percent-encodes more than encodeURIComponent does. */
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * The Authorization header of OAuth 1.0a (RFC 5849) with HMAC-SHA1, as X takes it from an account's own app: its tokens do not expire. JSON
 * bodies are not signed; the query is.
 */
export async function oauthHeader(method: string, url: string, keys: XKeys, nonce: string, seconds: number): Promise<string> {
  const { origin, pathname, searchParams } = new URL(url)
  const own = {
    oauth_consumer_key: keys.key,
    oauth_nonce: nonce,
    oauth_signature_method: "HMAC-SHA1",
    oauth_timestamp: String(seconds),
    oauth_token: keys.token,
    oauth_version: "1.0",
  }
  const pairs = [...Object.entries(own), ...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`)
  const base = [method, origin + pathname, pairs.toSorted().join("&")].map(encode).join("&")
  const encoder = new TextEncoder()
  const algorithm = { name: "HMAC", hash: "SHA-1" }
  const key = await crypto.subtle.importKey("raw", encoder.encode(`${encode(keys.secret)}&${encode(keys.tokenSecret)}`), algorithm, false, [
    "sign",
  ])
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(base)))
  const signed = { ...own, oauth_signature: btoa(String.fromCharCode(...mac)) }
  return `OAuth ${Object.entries(signed)
    .map(([name, value]) => `${encode(name)}="${encode(value)}"`)
    .join(", ")}`
}
