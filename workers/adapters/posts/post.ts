import type { PortMode } from "../sandbox.ts"

/** A public note about a product. `alt` describes `image`; the same `idempotencyKey` is posted once. */
export type Post = {
  text: string
  link: string
  alt: string
  image?: { bytes: Uint8Array; mediaType: string; name: string }
  idempotencyKey: string
}

export type PostNetwork = {
  name: string
  mode: PortMode
  /** How many characters fit, the link included. */
  limit: number
  post(post: Post): Promise<{ id: string; url: string }>
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

/** Text, a blank line and the link, cut at a word so that all of it fits. Throws nothing: a link longer than the limit is the caller's fault. */
export function fitPost(text: string, link: string, limit: number, linkLength = link.length): string {
  const room = limit - linkLength - 2
  const signs = Array.from(text.trim())
  if (signs.length <= room) return `${text.trim()}\n\n${link}`
  const cut = signs.slice(0, Math.max(0, room - 1)).join("")
  const word = cut.replace(/\s+\S*$/, "") || cut
  return `${word}…\n\n${link}`
}
