import { expect, test } from "vitest";
import { releaseSentence } from "./release-sentence";

const nothing = { returned: 0, replaced: 0, ended: 0, unchanged: 0, refused: 0 };

test.each([
  [{ returned: 1 }, "1 code released and back in the pool."],
  [{ returned: 1_200 }, "1,200 codes released and back in the pool."],
  [{ replaced: 1 }, "1 code released. It stops working, and the pool generates new ones."],
  [{ replaced: 2 }, "2 codes released. They stop working, and the pool generates new ones."],
  [{ ended: 1 }, "1 code released. It won’t return to the pool."],
  [{ ended: 2 }, "2 codes released. They won’t return to the pool."],
  [{ unchanged: 3 }, "3 already released."],
  [{ refused: 1 }, "1 couldn’t be released because an order used the code."],
  [
    { returned: 2, refused: 1 },
    "2 codes released and back in the pool. 1 couldn’t be released because an order used the code.",
  ],
])("tells what became of released codes: %j", (summary, sentence) => {
  expect(releaseSentence({ ...nothing, ...summary })).toBe(sentence);
});
