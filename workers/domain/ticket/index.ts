import { askQuestion } from "./ask.ts"
import { listTickets } from "./list.ts"

export const ticket = { ask: askQuestion, list: listTickets }
