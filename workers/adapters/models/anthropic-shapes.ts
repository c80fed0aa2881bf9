import { z } from "zod"

const Usage = z.object({
  input_tokens: z.int().default(0),
  output_tokens: z.int().default(0),
  cache_creation_input_tokens: z.int().nullish(),
  cache_read_input_tokens: z.int().nullish(),
})
const Block = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("tool_use"), id: z.string(), name: z.string(), input: z.unknown() }),
  z.object({ type: z.string() }),
])

/** What is read of a message; the rest of the reply may change without notice. */
export const Message = z.object({ model: z.string(), content: z.array(Block), stop_reason: z.string().nullable(), usage: Usage })
export type Message = z.infer<typeof Message>

export const Failure = z.object({ error: z.object({ type: z.string(), message: z.string() }) })

/** The events of a stream that carry something; others are passed over. */
export const StreamEvent = z.union([
  z.object({ type: z.literal("message_start"), message: z.object({ model: z.string(), usage: Usage }) }),
  z.object({
    type: z.literal("content_block_start"),
    index: z.int(),
    content_block: z.object({ type: z.string(), id: z.string().optional(), name: z.string().optional() }),
  }),
  z.object({
    type: z.literal("content_block_delta"),
    index: z.int(),
    delta: z.object({ type: z.string(), text: z.string().optional(), partial_json: z.string().optional() }),
  }),
  z.object({ type: z.literal("message_delta"), delta: z.object({ stop_reason: z.string().nullish() }), usage: Usage.partial().optional() }),
  z.object({ type: z.literal("message_stop") }),
  z.object({ type: z.literal("error"), error: z.object({ type: z.string(), message: z.string() }) }),
])
