export const mostAttempts = 3

/** 5 minutes after the first failure, 20 after the second. */
export const retryAfterMs = (attempt: number): number => 5 * 60_000 * 4 ** (attempt - 1)
