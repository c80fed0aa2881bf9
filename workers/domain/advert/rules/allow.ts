import { z } from "zod"
import { rule } from "#workers/rule.ts"

const Minor = z.int().min(0).describe("minor units")

/** Whether a campaign may be paid at all: by campaign, by day and by time, before any budget line is asked. */
export const allowRule = rule({
  name: "advert.allow",
  version: 1,
  about: "Holds a campaign's budget and days against the policy for advertising.",
  decision: "ads.spend",
  input: z.strictObject({
    budget: Minor,
    days: z.int().min(1),
    policy: z.strictObject({ mostPerCampaign: Minor, mostPerDay: Minor, mostDays: z.int() }),
  }),
  output: z.discriminatedUnion("allowed", [
    z.strictObject({ allowed: z.literal(true) }),
    z.strictObject({ allowed: z.literal(false), reason: z.string() }),
  ]),
  decide({ budget, days, policy: { mostPerCampaign, mostPerDay, mostDays } }) {
    if (budget > mostPerCampaign)
      return {
        allowed: false as const,
        reason: `A campaign costs at most ${mostPerCampaign} minor units by policy; this one would cost ${budget}.`,
      }
    if (budget / days > mostPerDay) return { allowed: false as const, reason: `A day costs at most ${mostPerDay} minor units by policy.` }
    return days > mostDays
      ? { allowed: false as const, reason: `A campaign runs at most ${mostDays} days by policy.` }
      : { allowed: true as const }
  },
})
