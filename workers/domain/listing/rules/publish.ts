import { z } from "zod"
import { DraftStatus } from "#schemas/draft.ts"
import { Money } from "#schemas/money.ts"
import { FieldProblem } from "#schemas/sync.ts"
import { rule } from "#workers/rule.ts"

/** Whether a draft goes to a channel: the gate has passed it, and the channel has nothing against it. */
export const publishRule = rule({
  name: "listing.publish",
  version: 1,
  about: "Sends to a channel what the gate has passed and the channel's own rules take.",
  decision: "listing.publish",
  input: z.strictObject({
    channel: z.string(),
    draft: z.string(),
    status: DraftStatus,
    price: Money,
    problems: z.array(FieldProblem).describe("what the channel would object to"),
  }),
  output: z.strictObject({ publish: z.boolean(), reasons: z.array(z.string()) }),
  decide({ channel, status, problems }) {
    const reasons = [
      ...(status === "approved" || status === "published" ? [] : [`The draft is ${status}; the gate has not passed it.`]),
      ...problems.map(({ field, message }) => `${channel} objects to ${field}: ${message}`),
    ]
    return { publish: reasons.length === 0, reasons }
  },
  says: ({ channel, price }, { publish, reasons }) =>
    publish
      ? `It was sent to ${channel} at ${(price.amount / 100).toFixed(2)} ${price.currency}: the gate had passed it and nothing was against it.`
      : `It was not sent to ${channel}: ${reasons.join(" ")}`,
  mattered: ({ channel, status, problems }) => ({ channel, "the draft": status, objections: problems.length }),
})
