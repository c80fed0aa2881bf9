/** A document that cannot be indexed, and why in words for the one who sent it. */
export class UnreadableDocument extends Error {
  override name = "UnreadableDocument"
  readonly reason: "too_large" | "unsupported" | "invalid"

  constructor(reason: "too_large" | "unsupported" | "invalid", message: string) {
    super(message)
    this.reason = reason
  }
}
