import { GuideContent } from "#schemas/content/guide.ts"

/** A short book on pricing, as the composer or a model writes it. */
export const guideFixture = GuideContent.parse({
  kind: "guide",
  title: "Price Your Freelance Work",
  subtitle: "Find your floor, quote by the project, and raise prices without losing clients",
  promise:
    "By the last page you know the lowest rate you can accept, have three prices ready for the next enquiry, and a letter that announces the next increase.",
  chapters: [
    {
      title: "Find your floor",
      opening:
        "A price below your floor costs you money however much you like the client. The floor is arithmetic, not confidence: what you need in a year, divided by the hours you can sell. Most people who work alone sell between 20 and 25 hours a week; the rest goes into finding work, writing offers and running the business [1].",
      sections: [
        {
          heading: "Add up what a year costs",
          paragraphs: [
            "Begin with what leaves your private account in a year: rent, food, insurance, children, holidays. Take the last twelve statements rather than a guess; guesses forget what is paid once a year.",
            "Then add what the business costs whether or not it earns: software, equipment spread over three years, an accountant, insurance, travel to clients. Tax comes on top, since you are taxed on what is left after costs and not on what you take out [2].",
          ],
          table: {
            columns: ["Item", "A month", "A year"],
            rows: [
              ["Private costs", "$2,900", "$34,800"],
              ["Business costs", "$650", "$7,800"],
              ["Reserve and pension", "$500", "$6,000"],
              ["Tax and social charges", "$1,350", "$16,200"],
              ["Needed", "$5,400", "$64,800"],
            ],
          },
        },
        {
          heading: "Count the hours you can sell",
          paragraphs: [
            "A year has 52 weeks. Take off six for holidays and public holidays, two for illness and two for the weeks in which nothing comes in: 42 remain. At 24 hours a week that you can invoice, you sell about 1,000 hours.",
          ],
          steps: [
            "Write down every hour of two ordinary weeks, with one word for what it was.",
            "Mark the hours that a client paid for.",
            "Divide paid hours by all hours: this is your share, usually 55 to 65 %.",
            "Multiply by the hours you want to work in a year.",
          ],
          tip: "If your share is under half, look first at offers that lead nowhere. Two questions before you write an offer save more hours than a better template.",
        },
      ],
      keyPoints: [
        "The floor is yearly need divided by hours sold, not by hours worked.",
        "Use statements, not memory.",
        "Below the floor, less work is better than more.",
      ],
      exercise: {
        title: "Your floor on one page",
        steps: [
          "List private and business costs from twelve statements.",
          "Add reserve and tax.",
          "Divide by the hours you can sell.",
          "Round up to the next five.",
        ],
      },
    },
    {
      title: "Quote by the project",
      opening:
        "An hourly price punishes you for getting better: the faster you work, the less you earn. A project price moves the talk from minutes to results, and lets the client know the sum before the work begins. It asks one thing of you, a scope that both can read in the same way.",
      sections: [
        {
          heading: "Write a scope of ten lines",
          paragraphs: [
            "A scope names what you deliver, in which form, how many rounds of changes are in the price, what the client brings and by when, and what is not included. The last line matters most; it is the one you will point to in week five.",
            "Estimate the hours for yourself, add a fifth for what you cannot see, and multiply by your rate. That sum is the basis of the middle price. Studies of project estimates find that people forget about a third of the small tasks when they estimate a job as a whole, and far fewer when they list its parts [3].",
          ],
        },
        {
          heading: "Offer three prices",
          paragraphs: [
            "One price asks for yes or no. Three prices ask which. The small one solves the problem and nothing else, the middle one is what you would choose, the large one includes what the client will want in six months.",
          ],
          table: {
            columns: ["In the price", "Small", "Middle", "Large"],
            rows: [
              ["Website pages", "4", "8", "12"],
              ["Rounds of changes", "1", "2", "3"],
              ["Texts", "by the client", "edited", "written"],
              ["Support after launch", "none", "30 days", "6 months"],
            ],
          },
          tip: "Leave at least 60 % between small and large, or the choice feels like no choice.",
        },
        {
          heading: "Ask for a part before you start",
          paragraphs: [
            "A third to half of the price before the first day is common, and a client who refuses has told you something useful at the cheapest moment. Tie the other parts to dates instead of approvals, since approvals wait for holidays.",
          ],
        },
      ],
      keyPoints: ["Name what is not included.", "Three prices turn yes or no into which.", "Tie payments to dates."],
    },
    {
      title: "Talk about money early",
      opening:
        "Clients are seldom offended by a price. They are offended by a price that comes after three meetings. Say a range in the first talk, before anyone has invested enough to be disappointed, and watch what happens to your calendar.",
      sections: [
        {
          heading: "Say the range aloud",
          paragraphs: [
            "The sentence is short: projects like this are between 4,000 and 7,000 with me; is that within what you had in mind? Then stop talking. Silence feels long to the one who named the figure and short to the one who thinks about it.",
            "If the answer is no, ask what the sum in mind was. Sometimes there is a smaller job inside it that is worth doing at a fair price. Often there is not, and you have won an afternoon.",
          ],
          steps: ["Name the range.", "Ask whether it fits.", "Wait for the answer.", "Write both down the same day."],
        },
        {
          heading: "Answer “too expensive”",
          paragraphs: [
            "Ask: compared with what? The answer tells you whether the client compares you with another offer, with an employee, with doing nothing, or with a figure that came from nowhere. Each needs a different reply, and none of them is a discount.",
            "When you do lower a price, take something out. A discount without a smaller scope says that the first price was not meant [4].",
          ],
        },
      ],
      keyPoints: ["Range first, details later.", "Compared with what?", "A lower price has a smaller scope."],
      exercise: {
        title: "Three sentences",
        steps: [
          "Write your range sentence for the work you sell most.",
          "Write your answer to “too expensive”.",
          "Say both aloud five times.",
        ],
      },
    },
    {
      title: "Raise your prices",
      opening:
        "Prices that stay the same fall: with inflation of three per cent a year, a rate from four years ago buys an eighth less today. Raising it is routine maintenance, and it goes best when it is announced early, briefly and without reasons.",
      sections: [
        {
          heading: "Start with new clients",
          paragraphs: [
            "New clients do not know the old price. Quote the next three enquiries 15 % higher. If all three say yes, you waited too long; if none does, look at the range and at who is asking before you go back.",
          ],
        },
        {
          heading: "Write to the others",
          paragraphs: [
            "Two months before the date, send four sentences: the new price, the date, what stays the same, and that work agreed before then keeps the old price. No apology and no essay on costs. Expect one client in ten to leave and plan for two.",
          ],
          steps: [
            "List clients by income and by how gladly you work for them.",
            "Write to the bottom of the list first.",
            "Keep a note of each answer.",
            "Set the date of the next review.",
          ],
          tip: "January and September are good months: budgets are fresh and nobody is surprised.",
        },
      ],
      keyPoints: ["Unchanged prices fall.", "New clients first.", "Four sentences, two months ahead."],
    },
  ],
  glossary: [
    { term: "Floor", meaning: "The lowest rate at which a year's income covers a year's need." },
    { term: "Scope", meaning: "What is delivered for the price, and what is not." },
    { term: "Retainer", meaning: "A fixed sum a month for an agreed share of your time." },
    { term: "Utilisation", meaning: "Paid hours as a share of all hours worked." },
    { term: "Anchor", meaning: "The first figure named; later figures are judged against it." },
  ],
  checklist: [
    "I know my floor and when I last worked it out.",
    "Every offer names what is not included.",
    "Every offer has three prices.",
    "The range is said in the first talk.",
    "A part is paid before the first day.",
    "The next price review is in the calendar.",
  ],
  sources: [
    { title: "Self-employment hours: survey tables", url: "https://example.org/self-employment-hours", licence: "CC BY 4.0" },
    { title: "A tax guide for sole traders", url: "https://example.org/tax-guide", licence: "Open Government Licence v3.0" },
    { title: "Unpacking estimates: listing parts reduces underestimation", licence: "Cited with fair use; no text copied" },
    { title: "Negotiation notes for small studios", url: "https://example.org/negotiation?topic=discounts&level=1", licence: "CC0 1.0" },
  ],
})

const bare = "A paragraph that is long enough to pass and says nothing that could break."

/** Texts that try to break out of XML, of their boxes and of their links. */
export const hostileGuide = GuideContent.parse({
  ...guideFixture,
  title: `<Title> & 'quotes' "double"`,
  chapters: Array.from({ length: 5 }, (_, n) => ({
    title: n === 0 ? "W".repeat(70) : `Chapter <${n}> & more`,
    opening: `<script>alert("x")</script> &amp; ]]> ${bare} [1]`,
    sections: [
      {
        heading: "<b>Heading</b> & \u0007 bell",
        paragraphs: [
          "שלום עולם, זהו משפט ארוך דיו כדי לעבור את הבדיקה",
          `${"endless".repeat(60)} ${bare}`,
          `${bare} [1, 2] [2024] [x] {{y}} 🙂`,
        ],
        steps: ["x".repeat(260), "a < b && c > d"],
        table: { columns: ["<th>", "&nbsp;"], rows: Array.from({ length: 14 }, () => ["y".repeat(120), `"'<>&`]) },
        tip: `${"tip ".repeat(70)}</aside>`,
      },
    ],
    keyPoints: ["<li>", "k".repeat(200)],
    exercise: { title: "</section>", steps: ["one & two", "s".repeat(220)] },
  })),
  glossary: Array.from({ length: 40 }, (_, n) => ({ term: `Term <${n}>`, meaning: "m".repeat(280) })),
  checklist: Array.from({ length: 24 }, (_, n) => `${n} & ${"c".repeat(150)}`),
  sources: [
    { title: "A script", url: "javascript:alert(1)", licence: "<none>" },
    { title: "t".repeat(160), url: `https://example.org/${"p".repeat(300)}?a=1&b="<>`, licence: "CC BY 4.0" },
  ],
})
