import { z } from "zod"
import { OrderStatus } from "#schemas/order.ts"
import { rule } from "#workers/rule.ts"
import { handoverLetter } from "./letter.ts"

/** Whether a question is answered by software or goes to a person, and with which letter. */
export const answerRule = rule({
  name: "ticket.answer",
  version: 1,
  about: "Sends what was written when nothing speaks against it; everything else goes to a person.",
  decision: "support.answer",
  input: z.strictObject({
    // Not the question itself: the log stays for good, and questions are forgotten after two years.
    money: z.boolean().describe("the question asks for money back"),
    person: z.boolean().describe("the asker wants a person"),
    commanding: z.boolean().describe("the question speaks to a model instead of the shop"),
    order: z.strictObject({ status: OrderStatus }).nullable().describe("of whoever asks, when it was named and opened"),
    offered: z
      .strictObject({ by: z.string(), handover: z.boolean(), cites: z.int().min(0) })
      .nullable()
      .describe("what a letter, the composer or a model wrote; null when nobody was asked"),
    refused: z
      .array(z.strictObject({ by: z.string(), problems: z.array(z.string()) }))
      .describe("what models handed in before and code did not let through"),
  }),
  output: z.strictObject({ outcome: z.enum(["answered", "waiting"]), letter: z.string().nullable(), why: z.string() }),
  decide({ money, person, commanding, order, offered }) {
    const why = person
      ? "The asker wants a person."
      : commanding
        ? "The question speaks to a model and not to the shop."
        : offered === null || offered.handover
          ? "The shop's texts and the order do not hold the answer, or a person has to decide."
          : null
    if (why !== null) return { outcome: "waiting" as const, letter: handoverLetter(money, order), why }
    const [kind, letter] = offered?.by.split(":") ?? []
    const sent = kind === "letter" ? (letter ?? null) : null
    return {
      outcome: "answered" as const,
      letter: sent,
      why: `${offered?.by} answers it${sent ? "" : ` from ${offered?.cites} of the shop's texts`}.`,
    }
  },
  says: (_input, { outcome, why }) => (outcome === "answered" ? `The desk answered: ${why}` : `A person answers: ${why}`),
  mattered: ({ person, commanding, order, offered, refused }) => ({
    "asked for a person": String(person),
    "gave a model orders": String(commanding),
    "the order": order?.status ?? "none named",
    offered: offered ? `${offered.by}${offered.handover ? ", which hands over" : ""}, ${offered.cites} texts cited` : "nothing",
    "not let through": refused.length === 0 ? "nothing" : refused.map(({ by, problems }) => `${by}: ${problems.join("; ")}`).join(" | "),
  }),
})
