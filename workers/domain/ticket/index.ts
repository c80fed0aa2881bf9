import { askQuestion } from "./ask.ts"
import { listTickets } from "./list.ts"
import { revealTicket } from "./reveal.ts"

export const ticket = { ask: askQuestion, list: listTickets, reveal: revealTicket }
