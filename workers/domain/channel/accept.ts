import { z } from "zod"
import { AppError, conflict } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { explain, openChannel } from "#workers/domain/listing/index.ts"
import { stateWrite } from "./state.ts"

/** Takes what the vendor shows now as the contract that the adapter is held to. Turns nothing on: that is the flag's business. */
export const acceptContract = operation({
  name: "channel.accept",
  about: "Accepts the contract that a vendor shows now as the one the adapter is held to; turns nothing on.",
  scope: "write",
  approval: "person",
  decision: "contract.accept",
  input: z.strictObject({
    channel: z.string().max(30),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe("the one that was looked at; another one at the vendor by now is refused"),
  }),
  output: z.strictObject({ channel: z.string(), fingerprint: z.string(), version: z.string().nullable() }),
})(async (ctx, { channel, fingerprint }) => {
  if (ctx.actor.tainted || ctx.actor.kind === "job") throw new AppError("forbidden", "A contract is accepted by a person.")
  const { contract } = openChannel(ctx, channel)
  if (!contract) throw conflict(`${channel} has no contract to accept.`)
  const seen = await contract.fingerprint().catch((error: unknown) => {
    throw new AppError("upstream", explain(channel, error).message, { cause: error })
  })
  if (fingerprint && fingerprint !== seen) throw conflict(`${channel} shows another contract by now: ${seen}. Look again.`)
  const { version } = contract
  const now = ctx.now()
  await ctx.commit({
    writes: [
      stateWrite(ctx, channel, {
        acceptedFingerprint: seen,
        acceptedVersion: version,
        acceptedBy: ctx.actor.id,
        acceptedAt: now,
        seenFingerprint: seen,
        seenAt: now,
        contractNote: "The contract was accepted.",
      }),
    ],
    audit: { operation: "channel.accept", subject: channel, detail: { fingerprint: seen, version } },
  })
  return { channel, fingerprint: seen, version }
})
