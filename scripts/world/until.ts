const everyMs = 250;

/** Asks again and again until the answer is there; rejects with a sentence after `withinMs`. */
export async function until<T>(what: string, withinMs: number, ask: () => Promise<T | false>): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`It took more than ${withinMs / 1000} s until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
