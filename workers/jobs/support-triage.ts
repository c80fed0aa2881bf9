import { delegate } from "#workers/context.ts"
import { ticket } from "#workers/domain/ticket/index.ts"
import type { Job } from "./job.ts"

export const supportTriage: Job = {
  name: "support-triage",
  about: "Reads what waiting questions are about and tells the operator before their time runs out",
  async run(ctx) {
    const copilot = ctx.as(delegate("cca2", "support-copilot", "support.answer"))
    const { waiting, read, escalated, breached, intents, sent } = await ticket.triage(copilot, {})
    const about = Object.entries(intents).map(([intent, count]) => `${count} ${intent}`)
    return `${waiting} waiting${about.length > 0 ? ` (${about.join(", ")})` : ""}, ${read} read, ${escalated} escalated, ${breached} too late${sent > 0 ? `, ${sent} answers sent that had waited` : ""}`
  },
}
