import { z } from "zod"

const s = z.string().trim().min(2)

/**
 * What the embedded composer knows about one subject: facts a practitioner would nod at, in the words of the trade.
 * Everything that it writes is put together from these, the brief, and what retrieval returns.
 */
export const Topic = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]+$/),
  name: s.describe("lower case, as in 'a workbook for …': freelance finances"),
  aliases: z.array(s).min(6).describe("words and phrases by which a brief may mean this topic"),
  audiences: z.array(s).min(3),
  outcomes: z
    .array(s.max(110))
    .min(5)
    .describe("what the buyer will have or can do, starting with a verb: know by Friday what you can pay yourself"),
  areas: z
    .array(
      z.strictObject({
        name: s.max(48).describe("Title case chapter or sheet name"),
        about: z.string().min(120).max(700).describe("two to five plain sentences that teach something true and specific"),
        tasks: z
          .array(z.strictObject({ text: s.max(130), why: s.max(180).optional(), minutes: z.int().optional() }))
          .min(5)
          .max(12),
        questions: z.array(s.max(140)).min(4).max(8),
        mistakes: z
          .array(z.strictObject({ mistake: s.max(120), instead: s.max(240) }))
          .min(2)
          .max(5),
        terms: z
          .array(z.strictObject({ term: s.max(40), meaning: s.max(240) }))
          .min(2)
          .max(6),
        jobs: z
          .array(
            z.strictObject({
              title: s.max(60),
              ask: s.max(300).describe("what to ask an assistant to do, imperative"),
              inputs: z.array(s.max(60)).min(1).max(5),
              check: s.max(200),
            }),
          )
          .min(3)
          .max(6),
      }),
    )
    .min(5)
    .max(8),
  habits: z.array(s.max(26)).min(8).max(14),
  daily: z.array(s.max(26)).min(4).max(8).describe("titles of writing areas for one day: Top three, Client work"),
  weekly: z.array(s.max(115)).min(12).max(30).describe("one question or nudge a week"),
  months: z
    .array(z.strictObject({ focus: s.max(44), prompt: s.max(130) }))
    .length(12)
    .describe("January to December, seasonal where it matters"),
  dates: z
    .array(z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31), label: s.max(36) }))
    .max(30)
    .describe("fixed-date events that hold every year and everywhere, or that name their country"),
  review: z.array(s.max(85)).min(4).max(6),
  log: z
    .strictObject({
      name: s.max(26).describe("what gets written down, one row each: Expenses, Workouts, Applications"),
      about: s.max(190),
      item: s.max(26),
      items: z.array(s.max(40)).min(8).max(16).describe("plausible entries for the item column"),
      filed: z.record(z.string(), z.string()).optional().describe("item → its category, for sample rows that make sense"),
      category: s.max(26),
      categories: z.array(s.max(26)).min(4).max(9),
      amount: s.max(26),
      unit: z.enum(["money", "integer", "decimal"]),
      range: z.tuple([z.number(), z.number()]).describe("plausible lowest and highest amount of one entry"),
      target: z.strictObject({ label: s.max(40), monthly: z.number(), direction: z.enum(["at most", "at least"]) }),
    })
    .describe("the main record of a workbook"),
  words: z.strictObject({
    nouns: z.array(s).min(10).describe("things of the trade, for search tags"),
    verbs: z.array(s).min(6),
    mottos: z.array(s.max(60)).min(8).describe("short lines fit for a wall print, original"),
    images: z.array(s).min(4).describe("concrete things a picture could show"),
  }),
})
export type Topic = z.infer<typeof Topic>
