import type { Brand } from "#schemas/brand.ts"
import type { PromptName } from "#schemas/prompts/index.ts"
import type { Topic } from "#schemas/topic.ts"
import type { ModelProvider, PromptInput, PromptOutput } from "../model.ts"
import { composeBrief } from "./brief.ts"
import { composeCopy } from "./copy.ts"
import type { Knowledge } from "./frame.ts"
import { composeGuide } from "./guide.ts"
import { composePlanner } from "./planner.ts"
import { composePost } from "./post.ts"
import { composePrintable } from "./printable.ts"
import { composePromptPack } from "./prompt-pack.ts"
import { answer, type Handover } from "./support.ts"
import { composeWorkbook } from "./workbook.ts"
import { composeWorksheet } from "./worksheet.ts"

type Tasks = { [N in PromptName]: (knowledge: Knowledge & { handover: Handover }, input: PromptInput<N>) => PromptOutput<N> }

const tasks: Tasks = {
  brief: composeBrief,
  "content.planner": composePlanner,
  "content.worksheet": composeWorksheet,
  "content.workbook": composeWorkbook,
  "content.prompt-pack": composePromptPack,
  "content.guide": composeGuide,
  "content.printable": composePrintable,
  copy: composeCopy,
  "support.answer": ({ handover }, input) => answer(input, handover),
  post: (_, input) => composePost(input),
  // Without a model the order stays the one that code gave.
  plan: (_, { candidates }) => ({ ranked: candidates.map(({ key }) => ({ key, why: "In the order of the director's own policy." })) }),
}

/**
 * The composer that needs no model: it writes from the topics, the brief and the passages, and the same input always
 * gives the same output. Topics may be given as a function, so that none is read before it is needed. Throws `CannotCompose` when a brief leaves it nothing to write from. Costs nothing.
 */
export function embedded(
  topics: readonly Topic[] | (() => readonly Topic[]),
  brand: Pick<Brand, "voice">,
  handover: Handover,
): ModelProvider {
  const knowledge = (): Knowledge & { handover: Handover } => ({
    topics: typeof topics === "function" ? topics() : topics,
    brand,
    handover,
  })
  return {
    name: "embedded",
    mode: "embedded",
    async complete<N extends PromptName>(name: N, input: PromptInput<N>) {
      const run: Tasks[N] = tasks[name]
      return { output: run(knowledge(), input), tokensIn: 0, tokensOut: 0, costMicros: 0, model: "embedded:composer" }
    },
  }
}
export { CannotCompose } from "./cannot-compose.ts"
