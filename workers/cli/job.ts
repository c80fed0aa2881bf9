import { schedules } from "../domain/status/schedule.ts"
import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

const names = schedules.map(({ name }) => name)
const name = process.argv[2]
if (!names.some((known) => known === name)) fail(`Say which job: npm run job -- ${names.join(" | ")}`)
const { ok, result } = await (await localClient()).post<{ ok: boolean; result: string }>(`/v1/scheduled/${name}`)
console.log(`${name}: ${result}`)
if (!ok) process.exit(1)
