import { z } from "zod"
import { DirectorKey } from "#schemas/org.ts"
import { rule } from "#workers/rule.ts"

const Choice = z.enum(["for", "against", "abstain"])
export const TallyInput = z.strictObject({
  author: z.string(),
  accountable: DirectorKey,
  electorate: z.array(DirectorKey),
  /** Money needs a second director or an operator beside the accountable director. */
  two: z.boolean(),
  votes: z.array(z.strictObject({ voter: z.string(), choice: Choice })),
  closed: z.boolean(),
  quorum: z.int().min(1),
})
export const TallyOutput = z.strictObject({ outcome: z.enum(["accepted", "rejected", "open"]), why: z.string() })
type Tallied = z.infer<typeof TallyOutput>

/** Counts the votes on a proposal. An operator's no ends it; an operator's yes is enough, except for money, which takes two. */
export const tally = rule({
  name: "proposal.tally",
  version: 1,
  about: "Says whether the votes accept a proposal: veto, quorum, majority, and two for money.",
  decision: "job.run",
  input: TallyInput,
  output: TallyOutput,
  decide(input): Tallied {
    const { author, accountable, electorate, two, votes, closed, quorum } = input
    const boss = `agent:${accountable}`
    const counted = votes.filter(({ voter }) => voter !== author)
    const people = counted.filter(({ voter }) => !voter.startsWith("agent:"))
    const directors = counted.filter(({ voter }) => electorate.some((key) => voter === `agent:${key}`))
    const [yes, no] = [directors.filter(({ choice }) => choice === "for"), directors.filter(({ choice }) => choice === "against")]
    const approvers = people.filter(({ choice }) => choice === "for").length
    if (people.some(({ choice }) => choice === "against")) return { outcome: "rejected", why: "An operator rejected it." }
    if (no.some(({ voter }) => voter === boss)) return { outcome: "rejected", why: `${accountable} answers for it and vetoes it.` }
    // Who wrote it stands behind it, so the author's own yes as the accountable one is not asked for again.
    const answered = author === boss || yes.some(({ voter }) => voter === boss)
    const second = approvers > 0 || yes.some(({ voter }) => voter !== boss)
    if (approvers > 0 && !two) return { outcome: "accepted", why: "An operator approved it." }
    if (approvers > 1) return { outcome: "accepted", why: "Two operators approved it." }
    const needed = Math.min(quorum, electorate.length)
    const enough = needed > 0 && yes.length + no.length >= needed && yes.length > no.length
    const carried = answered && (enough || approvers > 0) && (!two || second)
    if (carried) return { outcome: "accepted", why: `${yes.length} for, ${no.length} against${approvers > 0 ? ", and an operator" : ""}.` }
    if (yes.length + no.length === electorate.length && no.length > 0 && no.length >= yes.length)
      return { outcome: "rejected", why: `${no.length} against, ${yes.length} for.` }
    if (!closed) return { outcome: "open", why: `${yes.length} for, ${no.length} against so far.` }
    return {
      outcome: "rejected",
      why: `Not carried in time: ${yes.length} for, ${no.length} against, ${needed} votes asked for${two && !second ? ", and money takes two" : ""}.`,
    }
  },
})
