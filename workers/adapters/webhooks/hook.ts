/** A message for somebody's endpoint. `secrets` are all that are valid now: each gives a signature. */
export type HookMessage = { id: string; body: string; secrets: string[]; at: Date }

/** `status` is null when there was no answer; `retryAfter` in seconds; `answer` is the first kilobyte, or why there is none. */
export type HookAnswer = { status: number | null; answer: string; ms: number; retryAfter: number | undefined }

export type Hooks = {
  /** Why nothing is sent to this address; null when it may be used. */
  refuse(url: string): string | null
  /** Posts once and never throws. Redirects are not followed. */
  send(url: string, message: HookMessage): Promise<HookAnswer>
}
