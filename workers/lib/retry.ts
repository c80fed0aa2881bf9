/** Waits `ms`, then again twice as long, with jitter, at most `times` tries in all; only what `retryable` says is tried again. */
export async function retry<T>(times: number, ms: number, retryable: (error: unknown) => boolean, run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= times || !retryable(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, ms * 2 ** (attempt - 1) * (0.5 + Math.random())))
    }
  }
}
