type Entry = { id: string; question: string; answer: string }
const found = import.meta.glob<{ faq: Entry[] }>("/seeds/faq.ts", { eager: true })

/** The shop's own answers, as the help desk cites them. */
export const faq: Entry[] = Object.values(found).flatMap((module) => module.faq)
