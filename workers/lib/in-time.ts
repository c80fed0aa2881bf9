/** What the work gives, or `late()` when that takes longer than `ms`. The timer goes with the work: an isolate may hold only so many. */
export async function inTime<T, L>(work: Promise<T>, ms: number, late: () => L): Promise<T | L> {
  const { promise, resolve } = Promise.withResolvers<L>()
  const timer = setTimeout(() => resolve(late()), ms)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
