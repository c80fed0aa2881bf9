import { anthropicEnv } from "./anthropic.ts"
import { localEnv } from "./local.ts"
import { openaiEnv } from "./openai.ts"
import { workersAiEnv } from "./workers-ai.ts"

/** The settings of every model provider, merged. */
export const modelsEnv = openaiEnv.extend(anthropicEnv.shape).extend(workersAiEnv.shape).extend(localEnv.shape)
