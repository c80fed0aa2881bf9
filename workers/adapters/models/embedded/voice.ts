import type { Random } from "#workers/lib/random.ts"

/** Connecting sentences by the place where they stand. None is used twice in one work. */
const pools = {
  steps: [
    "Work through the list once from top to bottom; afterwards you will only need parts of it.",
    "The order matters more than the speed.",
    "Do the first two today. The rest can wait until they are done.",
    "Some of these are done once and then hold for a year.",
    "You can stop after any step and still be better off than before.",
    "Put a date beside each one before you begin.",
    "If a step does not apply to you, strike it out and move on.",
    "Nothing here needs special software; paper will do.",
    "Take them one at a time, and tick each one off.",
  ],
  slips: [
    "These are the slips that cost most, each with a way out.",
    "Nearly everyone makes the following mistakes at least once.",
    "Three weeks in, this is where things tend to go wrong.",
    "It helps to know the common mistakes before you make them.",
    "When progress stalls, look here first.",
    "The mistakes below look harmless on the day they happen.",
    "What goes wrong here usually goes wrong quietly.",
    "Read this part again in a month, when the details have faded.",
    "Other people have paid for these lessons already.",
  ],
  instead: ["A better way:", "Instead:", "What works:", "The fix is plain:", "Try this:", "Do this in its place:"],
  asks: [
    "Answer these in writing. A sentence each is enough.",
    "Take ten quiet minutes for these questions.",
    "Write the answers down, since an answer in the head changes too easily.",
    "Answer the one that makes you uneasy first.",
    "If you can talk them over with someone, do.",
    "Do not look anything up yet; a rough answer shows what you know.",
    "Keep your answers, and read them again in three months.",
    "Short answers are fine, as long as they are true.",
    "Skip none of them, even where the answer seems plain.",
  ],
  terms: [
    "These words come up often enough to be worth knowing exactly.",
    "A few terms are worth a minute before you go on.",
    "People use these words loosely. Here they mean the following.",
    "You will meet these terms again in later chapters.",
    "The vocabulary of this chapter is short and useful.",
    "Knowing the right word makes it easier to ask for help.",
    "Some terms are worth getting straight at this point.",
    "Here is what the trade means when it says these things.",
    "The words below save many a long explanation.",
  ],
  pace: [
    "If today leaves you only ten minutes, choose this one:",
    "The shortest of them makes a good start:",
    "On a full day, do at least this:",
    "One of them fits into a coffee break:",
    "When you are tired, do the easy one:",
    "This one can be done right now:",
  ],
  time: [
    "Plan about {time} for all of it.",
    "The whole list takes about {time}.",
    "Set aside {time}, in one piece or in several.",
    "Done without hurry, it comes to {time}.",
    "From first to last that is {time} of work.",
    "You will need about {time}.",
    "Count on {time}, less when you do it again.",
    "It adds up to {time}.",
  ],
  bridge: [
    "“{previous}” comes first for a reason: this chapter uses its answers.",
    "With “{previous}” behind you, this part is easier.",
    "Keep your notes on “{previous}” beside you.",
    "If you skipped “{previous}”, nothing here depends on it.",
  ],
  help: [
    "A chat assistant can take a first pass at part of this. Ask it:",
    "Some of this work can be handed to a chat assistant with a request such as this one:",
    "If you use a chat assistant, here is a request that works:",
  ],
} as const

export type Phrases = { once(pool: keyof typeof pools): string; turn(pool: keyof typeof pools): string }

/** `once` gives a sentence not given before, or an empty string when the pool is used up; `turn` goes round the pool. */
export function phrases(random: Random): Phrases {
  const left = new Map<string, string[]>()
  const turns = new Map<string, number>()
  return {
    once(pool) {
      const rest = left.get(pool) ?? random.sample(pools[pool], pools[pool].length)
      const given = rest.shift() ?? ""
      left.set(pool, rest)
      return given
    },
    turn(pool) {
      const at = turns.get(pool) ?? 0
      turns.set(pool, at + 1)
      return pools[pool][at % pools[pool].length] ?? ""
    },
  }
}
