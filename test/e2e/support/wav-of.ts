/** A WAV file of one channel and 16 bits a sample (RIFF specification, chapter 3). */
export function wavOf(samples: Int16Array, sampleRate: number): Uint8Array {
  const head = 44;
  const bytes = new Uint8Array(head + samples.byteLength);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string): void => [...text].forEach((character, index) => view.setUint8(at + index, character.charCodeAt(0)));
  tag(0, 'RIFF');
  view.setUint32(4, bytes.byteLength - 8, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, samples.byteLength, true);
  samples.forEach((sample, index) => view.setInt16(head + index * 2, sample, true));
  return bytes;
}
