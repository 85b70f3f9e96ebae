import { speechRate } from '../../src/contract/station/speech-contract.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from './button.tsx';
import { Choices } from './choices.tsx';
import { Icon } from './icon.tsx';
import { usePreferences } from './preferences.ts';
import './speech-choices.css';
import { useSpeech } from './speech-context.ts';
import { nextVolume, VOLUMES } from './volume.ts';

const CURTAINS = ['open', 'closed'] as const;

/** Everything about speech that a person can change, each with a button: nothing has to be seen, held down or dragged. */
export function SpeechChoices({ onReadAll }: { readonly onReadAll: () => void }) {
  const text = useText();
  const speech = useSpeech();
  const { value, change } = usePreferences();
  if (speech === null) return null;
  if (speech.mode !== 'on') {
    return (
      <Button icon={<Icon name="sound" />} onPress={speech.start}>
        {text('speech.start')}
      </Button>
    );
  }
  const turn = (step: 1 | -1) => change({ ...value, volume: nextVolume(value.volume, step) });
  return (
    <div className="speech-choices">
      <Button icon={<Icon name="refresh" />} onPress={onReadAll}>
        {text('speech.all')}
      </Button>
      <fieldset className="speech-volume" aria-label={text('speech.volume')}>
        <Button icon={<Icon name="minus" />} onPress={() => turn(-1)}>
          {text('speech.quieter')}
        </Button>
        <output className="speech-level" aria-live="polite" aria-label={text('speech.level', { at: VOLUMES.indexOf(value.volume) + 1, of: VOLUMES.length })}>
          {VOLUMES.indexOf(value.volume) + 1}
        </output>
        <Button icon={<Icon name="plus" />} onPress={() => turn(1)}>
          {text('speech.louder')}
        </Button>
      </fieldset>
      <Choices
        look="chips"
        label={text('speech.rate')}
        value={value.rate}
        choices={speechRate.options.map((rate) => ({ value: rate, name: text(`speech.rate.${rate}`) }))}
        onChange={(rate) => change({ ...value, rate })}
      />
      <Choices
        look="chips"
        label={text('speech.curtain')}
        value={value.curtain}
        choices={CURTAINS.map((curtain) => ({ value: curtain, name: text(`speech.curtain.${curtain}`) }))}
        onChange={(curtain) => change({ ...value, curtain })}
      />
      <Button icon={<Icon name="sound-off" />} onPress={speech.stop}>
        {text('speech.stop')}
      </Button>
    </div>
  );
}
