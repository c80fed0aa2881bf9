import { listEvents } from "./list.ts"
import { parkedEvents } from "./parked.ts"
import { replayEvent } from "./replay.ts"

export { cloudEvent, type EventRow } from "./list.ts"
export { dueEvents, loadEvent, markFailed, markHandled, markReaction, reactionDone } from "./outbox.ts"
export { mostAttempts } from "./rules.ts"
export const event = { list: listEvents, parked: parkedEvents, replay: replayEvent }
