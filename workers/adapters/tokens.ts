/** An OAuth grant at a vendor. `refresh` is null where the vendor gives a fixed one by setting. */
export type Token = { access: string; refresh: string | null; expiresAt: Date }

/** Where adapters keep grants that change while the shop runs, by a name such as `etsy` or `bluesky`. */
export type Tokens = {
  read(name: string): Promise<Token | null>
  /**
   * Puts `to` in place of `from` (by its access token; null: "there was none") and answers what stands there now. Of two that
   * refresh at once the first wins, and the second gets the winner's grant: with rotation its own would already be dead.
   */
  swap(name: string, from: Token | null, to: Token): Promise<Token>
}

/** Grants in memory, for a process that keeps nothing. */
export function memoryTokens(): Tokens {
  const kept = new Map<string, Token>()
  return {
    read: async (name) => kept.get(name) ?? null,
    async swap(name, from, to) {
      const now = kept.get(name)
      if (now && now.access !== from?.access) return now
      kept.set(name, to)
      return to
    },
  }
}
