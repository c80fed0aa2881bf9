import type { PlannerContent } from "#schemas/content/planner.ts"
import type { PrintableContent } from "#schemas/content/printable.ts"
import type { WorksheetContent } from "#schemas/content/worksheet.ts"
import type { ContentOf } from "#schemas/content/index.ts"
import type { GoodKind } from "#schemas/good.ts"
import { guideFixture } from "./guide/fixture.ts"
import { promptPackFixture } from "./prompt-pack/fixture.ts"
import { workbookFixture } from "./workbook/fixture.ts"

/** A planner as a model would write it; tests and samples change what they need. */
export const moneyPlanner: PlannerContent = {
  kind: "planner",
  title: "Freelance Money Planner 2027",
  subtitle: "Invoices, tax dates and a weekly money hour for people who work for themselves",
  year: 2027,
  firstMonth: 1,
  weekStart: "monday",
  yearQuestions: [
    "What must I earn after tax to live the way I live now?",
    "Which three clients paid on time last year, and what did they have in common?",
    "Which work will I stop selling, and by when?",
    "How many months of costs do I want to hold in reserve by December?",
    "What is the price that I have been afraid to say aloud?",
  ],
  months: [
    { focus: "Set the baseline", prompt: "Write down last year's income by client. Which client was more than a third of it?" },
    { focus: "Price the year", prompt: "Raise one price this month. Whose, and by how much?" },
    { focus: "Close the quarter", prompt: "What is set aside for tax, and what should be?" },
    { focus: "Chase what is owed", prompt: "Which invoice is the oldest? Call, do not write." },
    { focus: "Cut three costs", prompt: "Which subscriptions did nobody open since January?" },
    { focus: "Half-year review", prompt: "Compare income with the plan. What one change would close the gap?" },
    { focus: "Plan the quiet weeks", prompt: "Which work can be sold now and delivered in August?" },
    { focus: "Rest and repair", prompt: "Which template, contract or form slowed you down this year?" },
    { focus: "Fill the autumn", prompt: "Name five past clients. Write to one a week." },
    { focus: "Raise the floor", prompt: "What is the smallest job that you will still accept next year?" },
    { focus: "Bring in December early", prompt: "Send every invoice before the 10th. Which can go today?" },
    { focus: "Close the books", prompt: "File, back up, archive. What will you do differently from the first of January?" },
  ],
  dates: [
    { month: 1, day: 15, label: "Q4 estimated tax due" },
    { month: 1, day: 31, label: "1099 forms to contractors" },
    { month: 3, day: 15, label: "Review rates and write to clients" },
    { month: 3, day: 31, label: "Quarter ends: reconcile the accounts" },
    { month: 4, day: 15, label: "Tax return and Q1 estimate due" },
    { month: 6, day: 15, label: "Q2 estimated tax due" },
    { month: 6, day: 30, label: "Half-year review" },
    { month: 9, day: 15, label: "Q3 estimated tax due" },
    { month: 9, day: 30, label: "Quarter ends: reconcile the accounts" },
    { month: 11, day: 30, label: "Last invoices of the year" },
    { month: 12, day: 15, label: "Move the tax reserve" },
    { month: 12, day: 31, label: "Year ends: lock the books" },
  ],
  weekPrompts: [
    "Which invoice goes out first, and on which day?",
    "What was quoted and never answered? Ask once more.",
    "What did you do for nothing last week that has a price?",
    "Which cost could be paid once a year instead of each month?",
    "Who could recommend you to someone, if you asked today?",
    "How many hours were sold, and how many were worked?",
  ],
  weekReview: ["What came in, and what went out?", "Which invoice is late, and what did I do about it?", "What will I not do next week?"],
  dayBlocks: ["Today's three", "Money in, money out", "Calls and follow-ups"],
  habits: ["Log income and costs", "Send or chase one invoice", "File receipts", "One hour of outreach", "Walk before noon", "Stop at six"],
  trackers: [
    {
      title: "Invoice log",
      about: "One line for each invoice on the day it is sent. Write the date it was paid, not the date it was promised.",
      columns: ["Client", "No.", "Sent", "Amount", "Paid on"],
      rows: [],
    },
    {
      title: "Tax reserve",
      about: "Move the share on the day the money arrives. The balance should never be lower than the next estimate.",
      columns: ["Month", "Income", "Share set aside", "Paid", "Balance"],
      rows: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    },
    {
      title: "Subscriptions and fixed costs",
      about: "List what leaves the account without asking. Cancel one before you add one.",
      columns: ["What", "Cost a month", "Renews", "Keep?"],
      rows: [],
    },
  ],
}

export const onboardingSheets: WorksheetContent = {
  kind: "worksheet",
  title: "Client Onboarding Checklist Pack",
  subtitle: "Printable sheets from the first call to the first invoice",
  howTo: [
    "Print one set for each client, or fill the sheets in on a tablet.",
    "Work from left to right: the call, the scope, the contract, the kick-off.",
    "Keep the finished set with the contract. It answers most questions that come up later.",
  ],
  sheets: [
    {
      title: "The first call",
      intro: "Twenty minutes to learn whether this is work that you want. Ask, write, and promise nothing before the end of the page.",
      blocks: [
        {
          type: "checklist",
          title: "Before the call",
          items: [
            {
              text: "Read their site and the last three things that they published",
              note: "Note one thing that works and one that does not.",
            },
            { text: "Find out who decides and who pays" },
            { text: "Put your lowest acceptable price at the top of this page" },
            { text: "Block half an hour after the call to write the summary" },
          ],
        },
        {
          type: "questions",
          title: "Ask, and write down the words they use",
          questions: [
            { text: "What happened that made you look for help now?", lines: 3 },
            { text: "What will be different in three months if this goes well?", lines: 3 },
            { text: "What have you tried already, and what came of it?", lines: 3 },
            { text: "What is the budget, and who else has to agree to it?", lines: 2 },
          ],
        },
        {
          type: "scale",
          title: "Is it a fit?",
          low: "Not at all",
          high: "Entirely",
          statements: [
            "The problem is one that I have solved before",
            "The person on the call can decide",
            "The budget covers the work and its surprises",
            "I would be glad to show this work to others",
          ],
        },
      ],
    },
    {
      title: "Scope on one page",
      intro: "What is in, what is out, and what each side must hand over. If it does not fit on the page, the job is two jobs.",
      blocks: [
        {
          type: "table",
          title: "Deliverables",
          columns: ["Deliverable", "Format", "Rounds of changes", "Due"],
          rows: [
            ["Home page copy", "Document", "2", ""],
            ["Three service pages", "Document", "2", ""],
          ],
          blankRows: 5,
        },
        { type: "table", title: "Out of scope", columns: ["Not included", "What it would cost"], rows: [], blankRows: 5 },
        {
          type: "questions",
          title: "The edges",
          questions: [
            { text: "What must the client deliver, and by when, for the dates above to hold?", lines: 4 },
            { text: "How will both sides know that the work is finished?", lines: 3 },
          ],
        },
      ],
    },
    {
      title: "Contract and deposit",
      intro: "No calendar is blocked before the deposit has arrived. These steps take a day when nobody waits for anybody.",
      blocks: [
        {
          type: "steps",
          title: "In this order",
          steps: [
            {
              text: "Send the summary of the call",
              detail: "Five lines on the same day: the problem, the result, the price, the dates, the next step.",
            },
            {
              text: "Send the contract and the deposit invoice together",
              detail: "One message and one link for each. State the day on which the offer ends.",
            },
            { text: "Wait for both", detail: "Answer questions by phone. Change the document, not the mail thread." },
            { text: "Confirm the start", detail: "Name the day of the kick-off and the three things that you need before it." },
          ],
        },
        {
          type: "checklist",
          title: "The contract says",
          items: [
            { text: "What is delivered, in which format, and how often it may be changed" },
            { text: "When each part is due, and what moves the dates" },
            { text: "Price, deposit, due dates and the fee for late payment" },
            { text: "Who owns the work, and from which moment", note: "Usually on full payment." },
            { text: "How either side can end it" },
          ],
        },
        {
          type: "table",
          title: "Payments",
          columns: ["Part", "Amount", "Invoice sent", "Paid"],
          rows: [
            ["Deposit", "", "", ""],
            ["Midway", "", "", ""],
            ["Final", "", "", ""],
          ],
          blankRows: 1,
        },
      ],
    },
    {
      title: "Kick-off",
      intro: "One hour in which everybody learns who does what. Send this page the day before.",
      blocks: [
        {
          type: "checklist",
          title: "Access received",
          items: [
            { text: "Brand files and fonts" },
            { text: "Logins, shared through a password manager" },
            { text: "Analytics, read only" },
            { text: "A folder that both sides can open" },
            { text: "The phone number of the person who decides" },
          ],
        },
        { type: "table", title: "Who does what", columns: ["Person", "Decides", "Is asked", "Is told"], rows: [], blankRows: 6 },
        {
          type: "questions",
          title: "Agree aloud",
          questions: [
            { text: "When and where do we talk each week?", lines: 1 },
            { text: "How fast does each side answer?", lines: 1 },
            { text: "What would make us stop and talk?", lines: 2 },
          ],
        },
      ],
    },
  ],
}

export const coastPrints: PrintableContent = {
  kind: "printable",
  title: "Quiet Coast Print Set",
  subtitle: "Six art prints in salt, ink and clay",
  seed: 20270,
  palette: ["#f4efe6", "#1f3140", "#3f6272", "#c8674a", "#dba96a", "#a9b7a4"],
  pieces: [
    {
      title: "Sea Holly",
      motif: "botanical",
      caption: "Eryngium maritimum",
      alt: "Stems with pointed leaves and round seed heads on a pale ground",
    },
    { title: "Headland", motif: "terrain", alt: "Layered hills below a low sun" },
    { title: "Tide Table", motif: "celestial", caption: "Phases over one month", alt: "Moon phases around a ringed planet among stars" },
    { title: "Harbour Steps", motif: "geometric", alt: "Arches, quarter circles and stripes set on a grid" },
    { title: "Undertow", motif: "waves", alt: "Bands of flowing lines" },
    {
      title: "Slack Water",
      motif: "typographic",
      words: "Leave room for the tide",
      caption: "Slack water, twice a day",
      alt: "The words Leave room for the tide in large letters",
    },
  ],
}

/** One sample content of each kind. */
export const samples: { [K in GoodKind]: ContentOf<K> } = {
  planner: moneyPlanner,
  worksheet: onboardingSheets,
  workbook: workbookFixture,
  "prompt-pack": promptPackFixture,
  guide: guideFixture,
  printable: coastPrints,
}
