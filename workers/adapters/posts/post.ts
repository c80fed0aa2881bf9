import type { PortMode } from "../sandbox.ts"

export type Picture = { bytes: Uint8Array; mediaType: string; name: string }
/** A public note about a product. `alt` describes `image`; the same `idempotencyKey` is posted once. `title` heads a link card or a pin. */
export type Post = {
  title: string
  text: string
  link: string
  alt: string
  image?: Picture
  idempotencyKey: string
}
export type Posted = { id: string; url: string }

export type PostNetwork = {
  name: string
  mode: PortMode
  /** How many characters fit, the link included. */
  limit: number
  /** How many of them this link takes. */
  linkLength(link: string): number
  post(post: Post): Promise<Posted>
  /** A post that was begun and whose answer was lost; null when it is not out. */
  find(post: Post): Promise<Posted | null>
}

/** The network said no or could not be reached; `retryAfter` in seconds. */
export class PostError extends Error {
  override name = "PostError"
  readonly retryable: boolean
  readonly retryAfter: number | undefined
  constructor(message: string, retryable: boolean, retryAfter?: number) {
    super(message)
    this.retryable = retryable
    this.retryAfter = retryAfter
  }
}

const signs = (text: string): number => Array.from(text).length

/** A text cut at a word, with an ellipsis, until `measure` of it is at most `room`. */
export function fitText(text: string, room: number, measure: (text: string) => number = signs): string {
  const whole = text.trim()
  if (measure(whole) <= room) return whole
  const words = whole.split(/(?<=\s)/)
  while (words.length > 0) {
    const cut = `${words.join("").trimEnd()}…`
    if (measure(cut) <= room) return cut
    words.pop()
  }
  return ""
}

/** Text, a blank line and the link, cut at a word so that all of it fits; what one is shown takes `linkLength` characters of the limit. */
export function fitPost(text: string, link: string, limit: number, linkLength = link.length, measure = signs): string {
  return `${fitText(text, limit - linkLength - 2, measure)}\n\n${link}`.trimStart()
}

/** Width and height of a PNG; undefined for anything else. */
export function pictureSize({ bytes }: Pick<Picture, "bytes">): { width: number; height: number } | undefined {
  if (bytes.length < 24 || bytes[0] !== 0x89 || bytes[1] !== 0x50) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** Bytes as base64, in pieces: a picture is more arguments than a function takes. */
export function base64(bytes: Uint8Array): string {
  let text = ""
  for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192))
  return btoa(text)
}
