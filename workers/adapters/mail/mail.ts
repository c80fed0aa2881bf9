/**
 * One message to one person. The same `idempotencyKey` is sent once. `kind` labels it where the provider counts by label; a `reminder` is not
 * sent to who asked for none, and says with `unsubscribe` where that is asked (RFC 2369).
 */
export type Message = {
  to: string
  subject: string
  text: string
  html: string
  idempotencyKey: string
  kind?: "receipt" | "notice" | "reminder"
  unsubscribe?: string
}

export type Mail = { name: string; mode: "embedded" | "live"; send(message: Message): Promise<{ id: string }> }

/** Keeps a message where an operator can read it; answers its id. Storing the same key twice keeps one. */
export type StoreMessage = (message: Message) => Promise<{ id: string }>

/** Why an address gets no more mail; null when it may. */
export type Suppressed = (address: string) => Promise<string | null>

/** The message was not taken. */
export class MailError extends Error {
  override name = "MailError"
  readonly retryable: boolean
  constructor(message: string, retryable: boolean) {
    super(message)
    this.retryable = retryable
  }
}

/** A mail that asks first: what bounced once is not written to again, for the sender's good name. */
export const heeding = (mail: Mail, suppressed: Suppressed): Mail => ({
  ...mail,
  async send(message) {
    const why = await suppressed(message.to)
    // Who wants no reminders still gets receipts and answers.
    if (why && (why !== "asked" || message.kind === "reminder"))
      throw new MailError(`Nothing is sent to this address any more: it has ${why}.`, false)
    return mail.send(message)
  },
})
