import { integer, text } from "drizzle-orm/sqlite-core"

/** Ids are made in code: a prefix and a ULID. */
export const id = () => text("id").primaryKey()
/** Milliseconds since 1970 in the table, `Date` in code. */
export const instant = (name: string) => integer(name, { mode: "timestamp_ms" })
/** JSON in a text column, typed in code. */
export const json = <T>(name: string) => text(name, { mode: "json" }).$type<T>()
