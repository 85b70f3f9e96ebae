let context: AudioContext | null = null;

/** Two soft tones. Where the page may not make a sound yet (nobody has touched it), the banner is the bell; the station beeps by itself too. */
export function chime(): void {
  context ??= new AudioContext();
  // A page that nobody has touched is kept silent by the browser: nothing is played later.
  if (context.state !== 'running') {
    void context.resume().catch(() => undefined);
    return;
  }
  tone(context, 880, 0);
  tone(context, 660, 0.22);
}

function tone(audio: AudioContext, hertz: number, afterSeconds: number): void {
  const start = audio.currentTime + afterSeconds;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.25, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.2);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.22);
}
