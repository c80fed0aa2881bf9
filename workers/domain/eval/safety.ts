import { safetyProbes } from "#seeds/datasets/weekly.ts"
import type { Metrics } from "#workers/lib/regression.ts"
import { findPersonal } from "#workers/lib/safe/pii/index.ts"
import { profanityIn } from "#workers/lib/safe/profanity/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"

/** The shares of probes that the safe modes judge rightly: what they must find, and what they must leave alone. */
export function safetyNow(): Metrics {
  const right = safetyProbes.map(({ question, finds }) => {
    const found = {
      personal: findPersonal(question).length > 0,
      order: addressesModel(question),
      crude: profanityIn([question]).length > 0,
    }
    return { finds, right: finds === "nothing" ? !Object.values(found).includes(true) : found[finds] }
  })
  return Object.fromEntries(
    Array.from(
      Map.groupBy(right, ({ finds }) => finds),
      ([finds, all]) => [`live.safety.${finds}`, all.filter((one) => one.right).length / all.length] as const,
    ),
  )
}
