import { askQuestion } from "./ask.ts"
import { listTickets } from "./list.ts"
import { revealTicket } from "./reveal.ts"
import { triageTickets } from "./triage.ts"

export const ticket = { ask: askQuestion, list: listTickets, reveal: revealTicket, triage: triageTickets }
