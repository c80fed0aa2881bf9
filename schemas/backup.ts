import { z } from "zod"

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A part of a table: so many rows as gzipped JSON lines. `sha256` is of the stored bytes, `content` of the lines. */
export const BackupPart = z.strictObject({ key: z.string(), rows: z.int(), bytes: z.int(), sha256: Sha256, content: Sha256 })
export type BackupPart = z.infer<typeof BackupPart>

/** What a backup holds, written last: a backup without it was cut short and is none. */
export const BackupManifest = z.strictObject({
  format: z.literal(1),
  date: z.iso.date(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** The database as it was: the drill builds its scratch copy from this. Tables come before what refers to them. */
  schema: z.array(z.strictObject({ type: z.enum(["table", "index", "trigger", "view"]), name: z.string(), sql: z.string() })),
  migrations: z.array(z.string()),
  tables: z.array(z.strictObject({ name: z.string(), rows: z.int(), parts: z.array(BackupPart) })),
  leftOut: z.array(z.string()).describe("tables that are not kept, with why"),
  /** The objects of the file store, by key and size; the objects themselves stay where they are. */
  files: z.strictObject({ count: z.int(), bytes: z.int(), parts: z.array(BackupPart) }),
  sealed: z.array(z.string()).describe("values that open only with the owner's key"),
})
export type BackupManifest = z.infer<typeof BackupManifest>

/** What a restore into a scratch database showed. `problems` name the part that does not hold. */
export const DrillReport = z.strictObject({
  date: z.iso.date().nullable(),
  ok: z.boolean(),
  tables: z.int(),
  rows: z.int(),
  files: z.int(),
  ledger: z.int().describe("sum over all postings and currencies; 0 when the books balance"),
  links: z.int().describe("links of the decision chain that hold"),
  ms: z.int(),
  problems: z.array(z.string()),
})
export type DrillReport = z.infer<typeof DrillReport>
