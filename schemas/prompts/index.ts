import { answerQuestion } from "./answer-question.ts"
import { planNext } from "./plan.ts"
import { writeBrief } from "./write-brief.ts"
import { writeContent } from "./write-content.ts"
import { writeCopy } from "./write-copy.ts"
import { writePost } from "./write-post.ts"

/** Every task that a model may be given, by name. */
export const prompts = {
  brief: writeBrief,
  "content.planner": writeContent.planner,
  "content.worksheet": writeContent.worksheet,
  "content.workbook": writeContent.workbook,
  "content.prompt-pack": writeContent["prompt-pack"],
  "content.guide": writeContent.guide,
  "content.printable": writeContent.printable,
  copy: writeCopy,
  "support.answer": answerQuestion,
  post: writePost,
  plan: planNext,
} as const
export type PromptName = keyof typeof prompts
