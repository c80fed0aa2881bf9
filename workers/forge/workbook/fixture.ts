import { WorkbookContent } from "#schemas/content/workbook.ts"

const clients = ["Harbour Dental", "Lund & Sons", "Ocho Studio", "North Pier Café", "Mira Books"]
const kinds = ["Design", "Development", "Consulting", "Workshops"]
const costs = ["Software", "Travel", "Equipment", "Insurance", "Office"]
const two = (n: number) => String(n).padStart(2, "0")

/** A freelance ledger of one year, as the composer or a model writes it. */
export const workbookFixture = WorkbookContent.parse({
  kind: "workbook",
  title: "Freelance Money Workbook: Income, Costs and Tax Set Aside",
  subtitle: "Know by Friday what you can pay yourself, and what belongs to the tax office",
  currency: "USD",
  howTo: [
    "Fill in the settings below: your tax share, monthly goal and hourly floor.",
    "Write one row in Invoices for each invoice on the day you send it.",
    "Add the date to Paid on when the money arrives; Days to pay fills itself in.",
    "Write costs in Costs once a week, with the receipt in front of you.",
    "Read Summary every Friday. A red cell needs a decision.",
  ],
  settings: [
    {
      key: "taxRate",
      label: "Share set aside for tax",
      value: 0.28,
      format: "percent",
      note: "Ask your accountant; 25 to 35 % is common for sole traders.",
    },
    {
      key: "monthlyGoal",
      label: "Income goal a month",
      value: 5200,
      format: "money",
      note: "What you need before tax to pay yourself, your costs and a reserve.",
    },
    {
      key: "hourlyFloor",
      label: "Lowest hourly rate",
      value: 70,
      format: "money",
      note: "Below this rate a job costs you more than it brings.",
    },
    { key: "costLimit", label: "Costs a year, at most", value: 9000, format: "money", note: "Summary turns red above it." },
    { key: "business", label: "Business name", value: "Ada Lind Studio", format: "text", note: "Shown nowhere else; for your own prints." },
  ],
  logs: [
    {
      key: "invoices",
      name: "Invoices",
      about: "One row an invoice. Fee per hour, tax share and what stays with you fill themselves in.",
      columns: [
        { key: "date", label: "Sent on", format: "date" },
        { key: "client", label: "Client", format: "text" },
        { key: "kind", label: "Kind of work", format: "text", choices: kinds },
        { key: "hours", label: "Hours", format: "decimal" },
        { key: "fee", label: "Fee", format: "money" },
        { key: "rate", label: "Fee per hour", format: "money", calc: { op: "divide", left: "fee", right: "hours" } },
        { key: "tax", label: "Tax share", format: "money", calc: { op: "multiply", left: "fee", right: "settings.taxRate" } },
        { key: "keep", label: "Yours", format: "money", calc: { op: "subtract", left: "fee", right: "tax" } },
        { key: "paid", label: "Paid on", format: "date" },
        { key: "wait", label: "Days to pay", format: "integer", calc: { op: "subtract", left: "paid", right: "date" } },
      ],
      rows: Array.from({ length: 20 }, (_, n) => ({
        date: `2026-${two(1 + ((n * 7) % 11))}-${two(3 + ((n * 5) % 24))}`,
        client: clients[n % clients.length] ?? "",
        kind: kinds[(n * 3) % kinds.length] ?? "",
        ...(n === 4 ? {} : { hours: 6 + ((n * 13) % 31) + 0.5 }),
        fee: 640 + ((n * 377) % 2900),
        ...(n % 4 === 3 ? {} : { paid: `2026-${two(2 + ((n * 7) % 11))}-${two(1 + ((n * 11) % 25))}` }),
      })),
      capacity: 300,
    },
    {
      key: "costs",
      name: "Costs",
      about: "One row a cost, from the receipt. The share that is for work decides what counts.",
      columns: [
        { key: "date", label: "Date", format: "date" },
        { key: "what", label: "What", format: "text" },
        { key: "group", label: "Group", format: "text", choices: costs },
        { key: "amount", label: "Amount", format: "money" },
        { key: "share", label: "Work share", format: "percent" },
        { key: "counts", label: "Counts as cost", format: "money", calc: { op: "multiply", left: "amount", right: "share" } },
      ],
      rows: Array.from({ length: 16 }, (_, n) => ({
        date: `2026-${two(1 + ((n * 3) % 12))}-${two(2 + ((n * 9) % 26))}`,
        what: ["Design suite, yearly", "Train to client", "Monitor", "Liability cover", "Desk rent", "Phone plan"][n % 6] ?? "",
        group: costs[(n * 2) % costs.length] ?? "",
        amount: 38.5 + ((n * 211) % 820),
        share: [1, 0.8, 0.5][n % 3] ?? 1,
      })),
      capacity: 200,
    },
  ],
  lines: [
    { key: "income", label: "Invoiced", format: "money", aggregate: { of: "sum", log: "invoices", column: "fee" } },
    {
      key: "design",
      label: "of which Design",
      format: "money",
      aggregate: { of: "sum", log: "invoices", column: "fee", where: { column: "kind", equals: "design" } },
    },
    {
      key: "open",
      label: "Invoices not paid yet",
      format: "integer",
      aggregate: { of: "count", log: "invoices", column: "fee", where: { column: "paid", equals: "" } },
      warnAbove: 3,
    },
    {
      key: "owed",
      label: "Money owed to you",
      format: "money",
      aggregate: { of: "sum", log: "invoices", column: "fee", where: { column: "paid", equals: "" } },
    },
    {
      key: "spent",
      label: "Costs that count",
      format: "money",
      aggregate: { of: "sum", log: "costs", column: "counts" },
      warnAbove: "settings.costLimit",
    },
    { key: "profit", label: "Income less costs", format: "money", calc: { op: "subtract", left: "lines.income", right: "lines.spent" } },
    { key: "tax", label: "Set aside for tax", format: "money", calc: { op: "multiply", left: "lines.profit", right: "settings.taxRate" } },
    { key: "yours", label: "Left for you", format: "money", calc: { op: "subtract", left: "lines.profit", right: "lines.tax" } },
    {
      key: "rate",
      label: "Average fee per hour",
      format: "money",
      aggregate: { of: "average", log: "invoices", column: "rate" },
      warnBelow: "settings.hourlyFloor",
    },
    {
      key: "best",
      label: "Largest Workshops invoice",
      format: "money",
      aggregate: { of: "max", log: "invoices", column: "fee", where: { column: "kind", equals: "Workshops" } },
    },
    {
      key: "none",
      label: "Smallest invoice of another kind",
      format: "money",
      aggregate: { of: "min", log: "invoices", column: "fee", where: { column: "kind", equals: "Other" } },
    },
    { key: "half", label: "Income against that", format: "percent", calc: { op: "divide", left: "lines.income", right: "lines.none" } },
    { key: "slowest", label: "Longest wait for money, days", format: "integer", aggregate: { of: "max", log: "invoices", column: "wait" } },
    { key: "last", label: "Newest invoice", format: "date", aggregate: { of: "max", log: "invoices", column: "date" } },
    { key: "goal", label: "Goal for a year", format: "money", calc: { op: "multiply", left: "settings.monthlyGoal", right: 12 } },
    {
      key: "reached",
      label: "Reached of the goal",
      format: "percent",
      calc: { op: "divide", left: "lines.income", right: "lines.goal" },
      warnBelow: 0.5,
    },
  ],
  breakdowns: [
    { title: "Invoiced by kind of work", log: "invoices", by: "kind", sum: "fee" },
    { title: "Invoiced by month", log: "invoices", by: "date", sum: "fee" },
    { title: "Costs by group", log: "costs", by: "group", sum: "counts" },
  ],
})

/** Names, choices and texts that try to break out of formulas, XML and sheet names. */
export const hostileWorkbook = WorkbookContent.parse({
  ...workbookFixture,
  title: `A & B <c> "quoted" 'single' ]]> 日本 🙂`,
  currency: "CHF",
  settings: [
    { key: "r1", label: "&<>\"'", value: "=1+1", format: "text", note: "looks like a formula & a <tag>" },
    ...workbookFixture.settings,
  ],
  logs: [
    {
      key: "a1",
      name: "It's a log 1/2*3",
      about: "</t></si> & more",
      columns: [
        { key: "xfd1", label: "Text & more", format: "text" },
        { key: "kind", label: "Kind", format: "text", choices: ["<1 hour", 'a "b", c', "Other?", "=SUM(A1)", "it's"] },
        { key: "tax26", label: "Amount", format: "money" },
        { key: "day", label: "Day", format: "date" },
        { key: "twice", label: "Twice", format: "money", calc: { op: "multiply", left: "tax26", right: -2 } },
      ],
      rows: [
        { xfd1: '=HYPERLINK("http://evil.example","x")', kind: "<1 hour", tax26: 10.1, day: "2025-12-31" },
        { xfd1: "שלום <b>&amp;</b>", kind: 'a "b", c', tax26: -20.25, day: "2026-01-01" },
        { xfd1: "w".repeat(300), kind: "Other?", tax26: "n/a", day: "someday" },
        { kind: "Others", tax26: 7, day: "2026-02-28" },
        { kind: "=SUM(A1)", tax26: 3 },
        { kind: "IT'S", tax26: 1e9, day: "2026-02-29" },
      ],
      capacity: 20,
    },
    {
      key: "b",
      name: "Summary",
      about: "A name that is taken",
      columns: [
        { key: "c", label: "C", format: "integer" },
        { key: "d", label: "D", format: "percent" },
        { key: "e", label: "E", format: "decimal", calc: { op: "add", left: 1, right: "settings.r1" } },
      ],
      rows: [{ c: 3, d: 0.5 }, { c: 0 }, { d: 0.25 }],
      capacity: 20,
    },
  ],
  lines: [
    {
      key: "sum",
      label: "Quoted kind",
      format: "money",
      aggregate: { of: "sum", log: "a1", column: "twice", where: { column: "kind", equals: 'a "b", c' } },
    },
    {
      key: "wild",
      label: "Other?, not Others",
      format: "money",
      aggregate: { of: "sum", log: "a1", column: "tax26", where: { column: "kind", equals: "Other?" } },
    },
    {
      key: "least",
      label: "Least under an hour",
      format: "money",
      aggregate: { of: "min", log: "a1", column: "tax26", where: { column: "kind", equals: "<1 hour" } },
    },
    {
      key: "free",
      label: 'Free text "x"',
      format: "integer",
      aggregate: { of: "count", log: "a1", column: "tax26", where: { column: "xfd1", equals: 'no "such" text' } },
    },
    {
      key: "onDay",
      label: "On a day",
      format: "money",
      aggregate: { of: "max", log: "a1", column: "tax26", where: { column: "day", equals: "2026-01-01" } },
    },
    {
      key: "text",
      label: "Text setting as a number",
      format: "decimal",
      calc: { op: "add", left: "settings.r1", right: "lines.sum" },
      warnAbove: -1,
    },
    { key: "mean", label: "Mean of E", format: "decimal", aggregate: { of: "average", log: "b", column: "e" } },
  ],
  breakdowns: [
    { title: "By <kind>", log: "a1", by: "kind", sum: "tax26" },
    { title: "By month, over two years", log: "a1", by: "day", sum: "twice" },
  ],
})
