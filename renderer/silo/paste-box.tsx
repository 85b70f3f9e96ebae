import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import './paste-box.css';

/** A field to paste a code into, for demonstrations and development where there is no camera. */
export function PasteBox({ onCode }: { readonly onCode: (code: string) => void }) {
  const text = useText();
  const [value, setValue] = useState('');
  const send = () => {
    if (value === '') return;
    setValue('');
    onCode(value);
  };
  return (
    <div className="paste">
      <TextField label={text('silo.paste')} value={value} onChange={setValue} keys="none" limit={600} onSubmit={send} />
      <Button disabled={value === ''} onPress={send}>
        {text('silo.paste.send')}
      </Button>
    </div>
  );
}
