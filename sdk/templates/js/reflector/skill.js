// Asks once more in house style, with what the validators found wrong.

// What every second answer is asked for.
const STYLE = 'Answer in plain words, in one short paragraph, without a list.';

export const reflection = {
  reflect(request, attempts) {
    // After one retry nothing useful is left to try.
    if (attempts.length !== 1) {
      return undefined;
    }
    const faults = attempts[0].findings.filter((found) => found.severity !== 'info');
    const advice = faults.map((fault) => fault.fact ?? fault.hint).filter(Boolean);
    if (advice.length === 0) {
      return undefined;
    }
    // Small models heed what comes last, so the draft is not shown and the advice ends the prompt.
    const prompt = [request.prompt, STYLE, ...advice].join('\n');
    return { messages: [...request.history, { role: 'user', content: prompt }], temperature: 0 };
  },
};
