import { redactDeep, restoreDeep } from "#workers/lib/safe/pii/index.ts"
import type { Models } from "./gateway.ts"

/**
 * No provider, cache or record of calls ever reads personal data: placeholders go in, and what comes back with them is filled in again.
 * The vault lives as long as the call.
 */
export function discreet(models: Models): Models {
  return {
    ...models,
    async complete(name, input, subject) {
      const { value, vault } = redactDeep(input)
      const answer = await models.complete(name, value, subject)
      return { ...answer, output: restoreDeep(answer.output, vault) }
    },
  }
}
