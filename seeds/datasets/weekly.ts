import { parse } from "yaml"
import { z } from "zod"
import questions from "./eval/support-questions.yaml?raw"
import probes from "./eval/safety-probes.yaml?raw"

/** Questions of shoppers with the ids of the FAQ entries that answer them; for measuring only. */
export const goldenQuestions = z
  .array(z.strictObject({ question: z.string(), answers: z.array(z.string()).min(1) }))
  .parse(parse(questions))

/** What a text holds that a safe mode must find, or that it must find nothing. */
export const safetyProbes = z
  .array(z.strictObject({ question: z.string(), finds: z.enum(["personal", "order", "crude", "nothing"]) }))
  .parse(parse(probes))
