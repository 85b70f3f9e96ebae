import { useText } from '../i18n/use-text.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useSpeech } from './speech-context.ts';

/** At the foot of every screen: have it read aloud, or have it stop. Nothing where nothing can speak. */
export function SpeechButton() {
  const text = useText();
  const speech = useSpeech();
  if (speech === null) return null;
  const isOn = speech.mode === 'on';
  return (
    <Button
      kind="quiet"
      label={text(isOn ? 'speech.stop' : 'speech.start')}
      icon={<Icon name={isOn ? 'sound-off' : 'sound'} />}
      onPress={isOn ? speech.stop : speech.start}
    >
      {null}
    </Button>
  );
}
