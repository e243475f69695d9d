// Trusts an answer as far as the model was sure of its words, and less with each sentence too many.

// Sentences that cost nothing.
const SENTENCES = 2;
// What is left of the confidence with each sentence more.
const KEPT = 0.8;

export const scoring = {
  score(attempt) {
    // The mean log-probability as a probability: 0.9 is very sure, below 0.5 is guessing.
    const sure = Math.exp(attempt.stats.meanLogprob);
    const sentences = attempt.response.split(/[.!?]/).filter((part) => part.trim()).length;
    const tooMany = Math.max(sentences - SENTENCES, 0);
    const reasons = [`the model was ${(sure * 100).toFixed(0)} % sure of its words`];
    if (tooMany > 0) {
      reasons.unshift(`${sentences} sentences, and ${SENTENCES} are enough`);
    }
    return { confidence: sure * KEPT ** tooMany, reasons };
  },
};
