import { redact, redactDeep, restore, restoreDeep } from "#workers/lib/safe/pii/index.ts"
import type { Capabilities } from "./capabilities.ts"
import type { Models } from "./gateway.ts"

/**
 * No provider, cache or record of calls ever reads personal data: placeholders go in, and what comes back with them is filled in again.
 * The vault lives as long as the call. Pictures go as they are. Without the safe mode `pii_redact` in seeds/models.yaml it does nothing.
 */
export function discreet(models: Models): Models {
  if (!models.safeModes.includes("pii_redact")) return models
  return {
    ...models,
    async complete(name, input, subject, options) {
      const { value, vault } = redactDeep(input)
      const answer = await models.complete(name, value, subject, options)
      return { ...answer, output: restoreDeep(answer.output, vault) }
    },
    chat: (request, subject) => chatDiscreetly(models.chat, request, subject),
    embed: (texts, subject, provider) => models.embed(redactDeep(texts).value, subject, provider),
    image: (prompt, subject) => models.image(redact(prompt).text, subject),
  }
}

async function chatDiscreetly(chat: Capabilities["chat"], ...[request, subject]: Parameters<Capabilities["chat"]>) {
  const words = request.turns.map(({ pictures: _seen, ...turn }) => turn)
  const { value, vault } = redactDeep({ system: request.system, words })
  const turns = request.turns.map((turn, at) => ({ ...turn, ...value.words[at] }))
  const reply = await chat({ ...request, system: value.system, turns }, subject)
  return reply && { ...reply, text: restore(reply.text, vault), calls: restoreDeep(reply.calls, vault) }
}
