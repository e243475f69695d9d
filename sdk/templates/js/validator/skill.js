// Finds answers that are too long. How long is too long is said in the config of its role:
//
//     [[skills.validators]]
//     component = "my-skill"
//     config = { max_words = 40 }

import { get } from 'omni:host/config@0.1.0';

// Where the config says nothing.
const MAX_WORDS = 60;

export const validation = {
  validate(attempt) {
    const most = JSON.parse(get('max_words') ?? String(MAX_WORDS));
    if (!Number.isInteger(most) || most < 1) {
      throw { tag: 'invalid-input', val: 'config key `max_words`: no answer has no words' };
    }
    const words = attempt.response.split(/\s+/).filter(Boolean).length;
    if (words <= most) {
      return [];
    }
    return [
      {
        code: 'my-skill.too-long',
        severity: 'warning',
        message: `the answer has ${words} words, and ${most} are the most`,
        // What the retry is told.
        hint: `Answer in at most ${most} words.`,
      },
    ];
  },
};
