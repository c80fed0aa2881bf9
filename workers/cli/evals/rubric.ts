import type { GoodKind } from "#schemas/good.ts"
import { goodKinds } from "#schemas/good.ts"
import { brand } from "#seeds/brand.ts"
import { topics } from "#seeds/knowledge/index.ts"
import { rubric } from "#seeds/rubrics/index.ts"
import { compose } from "#workers/domain/draft/rules/fixtures.ts"
import { scoreCopy } from "#workers/domain/draft/rules/index.ts"
import type { Metrics } from "#workers/lib/regression.ts"

/**
 * Every topic as every kind of good, each scored in a shop that holds all those before it: the share that passes the
 * gate, and the mean of each dimension. The composer's prompts are evaluated by the same: what fails its schema throws.
 */
export async function rubricEval(): Promise<Metrics> {
  const catalogue: { title: string; description: string }[] = []
  const passed: boolean[] = []
  const sums = new Map<string, number>()
  for (const topic of topics())
    for (const kind of goodKinds) {
      const { brief, content, facts, variants } = await compose(requestFor(topic.name, topic.audiences[0] ?? "everyone", kind), {
        taken: catalogue.map(({ title }) => title),
      })
      for (const copy of variants) {
        const siblings = variants.filter((other) => other !== copy)
        const card = scoreCopy({ copy, siblings, brief, facts, content, catalogue, brand, rubric })
        passed.push(card.pass)
        for (const { dimension, score } of card.scores) sums.set(dimension, (sums.get(dimension) ?? 0) + score)
      }
      const [first] = variants
      if (first) catalogue.push({ title: first.title, description: first.description })
    }
  const means = Array.from(sums, ([dimension, sum]) => [`rubric.${dimension}`, sum / passed.length] as const)
  return { "rubric.pass": passed.filter(Boolean).length / passed.length, ...Object.fromEntries(means) }
}

const requestFor = (category: string, audience: string, kind: GoodKind) => ({
  category: category.slice(0, 80),
  audience: audience.slice(0, 80),
  kind,
  year: 2027,
})
