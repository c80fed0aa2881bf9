import { z } from "zod"

const line = (max: number) => z.string().trim().min(2).max(max)

/** What a dated planner says; dates and links are made by code from `year`, `firstMonth` and `weekStart`. */
export const PlannerContent = z.strictObject({
  kind: z.literal("planner"),
  title: line(70),
  subtitle: line(120),
  year: z.int().min(1970).max(2199),
  firstMonth: z.int().min(1).max(12).default(1),
  weekStart: z.enum(["monday", "sunday"]).default("monday"),
  yearQuestions: z.array(line(120)).min(3).max(8),
  months: z
    .array(z.strictObject({ focus: line(50), prompt: line(140) }))
    .length(12)
    .describe("January first, whatever firstMonth is"),
  dates: z.array(z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31), label: line(40) })).max(60),
  weekPrompts: z.array(line(120)).min(4).max(53).describe("one a week, repeated in order"),
  weekReview: z.array(line(90)).min(3).max(5),
  dayBlocks: z.array(line(28)).min(2).max(4).describe("titles of the writing areas of a day page"),
  habits: z.array(line(28)).min(3).max(10),
  trackers: z
    .array(z.strictObject({ title: line(40), about: line(120), columns: z.array(line(22)).min(2).max(6), rows: z.array(line(40)).max(24) }))
    .max(8),
})
export type PlannerContent = z.infer<typeof PlannerContent>
