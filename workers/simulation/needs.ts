/** What people need, in their words. `months` scales demand from January to December; where absent it is even. */
export type Need = { key: string; audience: string; says: string; words: readonly string[]; months?: readonly number[] }

const january = [1.7, 1.2, 1, 0.9, 0.8, 0.8, 0.8, 1, 1.1, 0.9, 0.9, 1]

export const needs: readonly Need[] = [
  {
    key: "freelance-finances",
    audience: "freelance designers and writers",
    says: "a planner for the finances, invoices and taxes of freelancers",
    words: ["freelance finance planner", "invoice tracker", "tax planner self employed", "cash flow planner"],
    months: [1.5, 1.2, 1.6, 1.3, 0.8, 0.8, 0.7, 0.8, 1, 1, 1, 0.9],
  },
  {
    key: "household-budget",
    audience: "couples who share their costs",
    says: "a household budget spreadsheet for shared expenses and bills",
    words: ["household budget spreadsheet", "monthly budget template", "shared expenses tracker", "bill calendar"],
    months: january,
  },
  {
    key: "meal-planning",
    audience: "busy parents",
    says: "worksheets for planning meals, menus and groceries of a family",
    words: ["meal planning worksheets", "weekly menu planner", "grocery list printable", "family meal plan"],
    months: january,
  },
  {
    key: "handmade-selling",
    audience: "Etsy sellers",
    says: "prompts and product listings for selling handmade goods online",
    words: ["etsy seller prompts", "product listing prompts", "handmade shop ideas", "craft business"],
    months: [0.9, 0.9, 1, 1, 1, 0.9, 0.9, 1, 1.2, 1.4, 1.4, 0.9],
  },
  {
    key: "job-search",
    audience: "career changers",
    says: "a guide to finding a new job, applications and interviews",
    words: ["job search guide", "career change plan", "interview preparation", "application tracker"],
    months: [1.5, 1.2, 1.1, 1, 0.9, 0.8, 0.8, 0.9, 1.2, 1.1, 0.9, 0.6],
  },
  {
    key: "study-planning",
    audience: "students before their exams",
    says: "a study planner for exams, revision and notes of students",
    words: ["study planner", "exam revision timetable", "student planner", "study schedule template"],
    months: [1.3, 1, 1, 1.2, 1.4, 0.9, 0.5, 1.1, 1.5, 1.1, 1.1, 0.9],
  },
  {
    key: "garden",
    audience: "people with a small garden",
    says: "a garden planner for sowing, planting and harvest in a small garden",
    words: ["garden planner", "sowing calendar", "vegetable garden layout", "planting schedule"],
    months: [0.9, 1.3, 1.8, 1.7, 1.3, 0.9, 0.7, 0.6, 0.7, 0.5, 0.4, 0.5],
  },
  {
    key: "home-organising",
    audience: "families in small homes",
    says: "checklists for cleaning, decluttering and organising a home",
    words: ["cleaning checklist", "declutter plan", "home organising binder", "chore chart"],
    months: [1.6, 1.1, 1.3, 1.1, 1, 0.9, 0.8, 0.9, 1, 0.9, 0.8, 0.8],
  },
]

/** Who is out there: shares add up to one, `pays` is the median willingness to pay in cents, `spread` the sigma of its logarithm. */
export type Segment = { name: string; share: number; pays: number; spread: number; needs: Readonly<Record<string, number>> }

export const segments: readonly Segment[] = [
  {
    name: "self-employed",
    share: 0.24,
    pays: 1500,
    spread: 0.5,
    needs: { "freelance-finances": 5, "job-search": 1, "household-budget": 1 },
  },
  { name: "parents", share: 0.26, pays: 950, spread: 0.5, needs: { "meal-planning": 4, "household-budget": 3, "home-organising": 3 } },
  { name: "makers", share: 0.16, pays: 1200, spread: 0.55, needs: { "handmade-selling": 5, "freelance-finances": 1, garden: 1 } },
  { name: "job seekers", share: 0.14, pays: 1050, spread: 0.6, needs: { "job-search": 5, "household-budget": 1 } },
  { name: "students", share: 0.12, pays: 600, spread: 0.5, needs: { "study-planning": 5, "meal-planning": 1, "job-search": 1 } },
  { name: "gardeners", share: 0.08, pays: 1100, spread: 0.5, needs: { garden: 5, "home-organising": 1 } },
]

/** A trends export over the needs, as a keyword tool would give it: 70 weeks, of which the last are what the season makes of them. */
export function trendsExport(at: Date): string {
  const weeks = Array.from({ length: 70 }, (_, n) => new Date(at.getTime() - (70 - n) * 7 * 86_400_000))
  const columns = needs.flatMap((need) => need.words.slice(0, 1).map((word) => ({ word, need })))
  const value = (need: Need, week: Date, n: number) => Math.round(30 * (need.months?.[week.getUTCMonth()] ?? 1) * (0.9 + n / 350))
  const rows = weeks.map((week, n) => [week.toISOString().slice(0, 10), ...columns.map(({ need }) => value(need, week, n))].join(","))
  return ["Category: All categories", "", `Week,${columns.map(({ word }) => `${word}: (Worldwide)`).join(",")}`, ...rows].join("\n")
}
