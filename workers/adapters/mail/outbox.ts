import type { Mail, StoreMessage } from "./mail.ts"

/** The default: nothing leaves the shop; messages are kept for the operator to read. */
export const outbox = (store: StoreMessage): Mail => ({ name: "outbox", mode: "embedded", send: store })
