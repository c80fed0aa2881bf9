import type { Topic } from "#schemas/topic.ts"
import contentMarketing from "./content-marketing.json"
import eventPlanning from "./event-planning.json"
import everydayProjects from "./everyday-projects.json"
import fitnessTraining from "./fitness-training.json"
import freelanceFinances from "./freelance-finances.json"
import gardening from "./gardening.json"
import homeBudgeting from "./home-budgeting.json"
import homeOrganising from "./home-organising.json"
import jobSearch from "./job-search.json"
import mealPlanning from "./meal-planning.json"
import mindfulRoutines from "./mindful-routines.json"
import projectManagement from "./project-management.json"
import promptEngineering from "./prompt-engineering.json"
import smallShopSelling from "./small-shop-selling.json"
import studyPlanning from "./study-planning.json"
import travelPlanning from "./travel-planning.json"

// JSON is bundled as a plain object: read at no cost, where parsing the same text as YAML would take a tenth of a second.
const all = checked([
  freelanceFinances,
  smallShopSelling,
  mealPlanning,
  homeBudgeting,
  fitnessTraining,
  studyPlanning,
  jobSearch,
  contentMarketing,
  promptEngineering,
  eventPlanning,
  gardening,
  travelPlanning,
  mindfulRoutines,
  projectManagement,
  homeOrganising,
  everydayProjects,
])

/** Every topic that the composer knows; `everyday-projects` fits any subject and is used when no other does. */
export function topics(): readonly Topic[] {
  return all
}

/** TypeScript reads `"money"` in a JSON file as any string; knowledge.test.ts parses each file with the schema instead. */
function checked(files: readonly unknown[]): readonly Topic[] {
  return files as readonly Topic[]
}
