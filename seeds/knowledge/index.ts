import { parse } from "yaml"
import { Topic } from "#schemas/topic.ts"
import contentMarketing from "./content-marketing.yaml?raw"
import eventPlanning from "./event-planning.yaml?raw"
import fitnessTraining from "./fitness-training.yaml?raw"
import freelanceFinances from "./freelance-finances.yaml?raw"
import gardening from "./gardening.yaml?raw"
import homeBudgeting from "./home-budgeting.yaml?raw"
import jobSearch from "./job-search.yaml?raw"
import mealPlanning from "./meal-planning.yaml?raw"
import promptEngineering from "./prompt-engineering.yaml?raw"
import smallShopSelling from "./small-shop-selling.yaml?raw"
import studyPlanning from "./study-planning.yaml?raw"
import travelPlanning from "./travel-planning.yaml?raw"

// A full topic takes about ten milliseconds to parse, so a file is read only when a brief asks for it.
const sources: Record<string, string> = {
  "freelance-finances": freelanceFinances,
  "small-shop-selling": smallShopSelling,
  "meal-planning": mealPlanning,
  "home-budgeting": homeBudgeting,
  "fitness-training": fitnessTraining,
  "study-planning": studyPlanning,
  "job-search": jobSearch,
  "content-marketing": contentMarketing,
  "prompt-engineering": promptEngineering,
  "event-planning": eventPlanning,
  gardening,
  "travel-planning": travelPlanning,
}

/** What is needed to choose a topic for a brief. */
export const TopicHead = Topic.pick({ id: true, name: true, aliases: true })
export type TopicHead = Pick<Topic, "id" | "name" | "aliases">

/** The ids of all topics, in the order in which ties between them are broken. */
export const topicIds: readonly string[] = Object.keys(sources)

const heads: TopicHead[] = []
const parsed = new Map<string, Topic>()

/** Id, name and aliases of every topic, read from the first lines of each file only. */
export function topicHeads(): readonly TopicHead[] {
  if (heads.length === 0) heads.push(...Object.values(sources).map(readHead))
  return heads
}

/** The topic with this id, parsed on first use. Throws a RangeError when there is none. */
export function topicById(id: string): Topic {
  const known = parsed.get(id)
  if (known) return known
  const source = sources[id]
  if (source === undefined) throw new RangeError(`There is no topic "${id}".`)
  const topic = Topic.parse(parse(source))
  parsed.set(id, topic)
  return topic
}

/** Every topic. This parses all the files; choose with `topicHeads` where one is enough. */
export function topics(): readonly Topic[] {
  return topicIds.map(topicById)
}

function readHead(source: string): TopicHead {
  return TopicHead.parse(parse(source.slice(0, source.indexOf("\naudiences:"))))
}
