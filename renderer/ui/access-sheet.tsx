import { useText } from '../i18n/use-text.ts';
import { SpeechChoices } from './speech-choices.tsx';
import './access-sheet.css';
import { Choices } from './choices.tsx';
import { LimitChoice } from './limit-choice.tsx';
import { usePreferences } from './preferences.ts';
import { Sheet } from './sheet.tsx';

const SIZES = ['100', '150', '200'] as const;
const CONTRASTS = ['normal', 'high'] as const;
const REACHES = ['normal', 'low'] as const;
const MOTIONS = ['normal', 'still'] as const;

/** Text size, contrast, the height of the controls, motion, the time limit and speech, for this session only. */
export function AccessSheet({ open, onClose, onReadAll }: { readonly open: boolean; readonly onClose: () => void; readonly onReadAll: () => void }) {
  const text = useText();
  const { value, change } = usePreferences();
  return (
    <Sheet open={open} title={text('ui.access')} closeLabel={text('ui.close')} onClose={onClose}>
      <div className="access">
        <Choices
          look="chips"
          label={text('ui.access.text')}
          value={value.text}
          choices={SIZES.map((size) => ({ value: size, name: text(`ui.access.text.${size}`) }))}
          onChange={(size) => change({ ...value, text: size })}
        />
        <Choices
          look="chips"
          label={text('ui.access.contrast')}
          value={value.contrast}
          choices={CONTRASTS.map((contrast) => ({ value: contrast, name: text(`ui.access.contrast.${contrast}`) }))}
          onChange={(contrast) => change({ ...value, contrast })}
        />
        <Choices
          look="chips"
          label={text('ui.access.reach')}
          value={value.reach}
          choices={REACHES.map((reach) => ({ value: reach, name: text(`ui.access.reach.${reach}`) }))}
          onChange={(reach) => change({ ...value, reach })}
        />
        <Choices
          look="chips"
          label={text('ui.access.motion')}
          value={value.motion}
          choices={MOTIONS.map((motion) => ({ value: motion, name: text(`ui.access.motion.${motion}`) }))}
          onChange={(motion) => change({ ...value, motion })}
        />
        <LimitChoice />
        <SpeechChoices onReadAll={onReadAll} />
        <p className="access-note">{text('ui.access.note')}</p>
      </div>
    </Sheet>
  );
}
