import { useText } from '../i18n/use-text.ts';
import { useNow } from '../ui/now.ts';

/** How long a time is in minutes and seconds, in words. */
export function useHelpTime(): (ms: number) => string {
  const text = useText();
  return (ms) => {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    return text('help.time', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  };
}

/** The time since a moment of the station's clock, in words that go on counting. */
export function useSince(at: number): string {
  return useHelpTime()(useNow(1000) - at);
}
