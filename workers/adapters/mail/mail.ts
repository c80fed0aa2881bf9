/** One message to one person. The same `idempotencyKey` is sent once. */
export type Message = { to: string; subject: string; text: string; html: string; idempotencyKey: string }

export type Mail = { name: string; mode: "embedded" | "live"; send(message: Message): Promise<{ id: string }> }

/** Keeps a message where an operator can read it; answers its id. Storing the same key twice keeps one. */
export type StoreMessage = (message: Message) => Promise<{ id: string }>

/** The message was not taken. */
export class MailError extends Error {
  override name = "MailError"
  readonly retryable: boolean
  constructor(message: string, retryable: boolean) {
    super(message)
    this.retryable = retryable
  }
}
