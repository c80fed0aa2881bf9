import { listEvents } from "./list.ts"

export type { EventRow } from "./list.ts"
export { dueEvents, loadEvent, markHandled, markReaction, reactionDone } from "./outbox.ts"
export const event = { list: listEvents }
