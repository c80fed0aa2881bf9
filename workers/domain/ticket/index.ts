import { askQuestion } from "./ask.ts"
import { listTickets } from "./list.ts"
import { prepareReply } from "./prepare.ts"
import { readdressOrder } from "./readdress.ts"
import { tellRefund } from "./refunded.ts"
import { replyToTicket } from "./reply.ts"
import { revealTicket } from "./reveal.ts"
import { triageTickets } from "./triage.ts"
import { viewTicket } from "./view.ts"

export const ticket = {
  ask: askQuestion,
  list: listTickets,
  view: viewTicket,
  prepare: prepareReply,
  reply: replyToTicket,
  readdress: readdressOrder,
  refunded: tellRefund,
  reveal: revealTicket,
  triage: triageTickets,
}
