import type { Interval } from "./statistics.ts"

export const money = (cents: number): string => (Number.isFinite(cents) ? (cents / 100).toFixed(2) : cents < 0 ? "−∞" : "∞")
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
export const interval = ({ mean, low, high }: Interval): string => `${money(mean)} (${money(low)} to ${money(high)})`
/** `2027-01-09 03:00` of an ISO time. */
export const when = (iso: string): string => iso.slice(0, 16).replace("T", " ")

/** A column of words that are short, of numbers, or of sentences. */
export type Column = { name: string; is: "word" | "number" | "text" }
export type Table = { title: string; says?: string; columns: Column[]; rows: string[][] }

export const words = (...names: string[]): Column[] => names.map((name) => ({ name, is: "word" }))
export const numbers = (...names: string[]): Column[] => names.map((name) => ({ name, is: "number" }))
export const texts = (...names: string[]): Column[] => names.map((name) => ({ name, is: "text" }))
