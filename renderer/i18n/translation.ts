/** The messages of another language for a Spanish set: the same names, none missing and none too many. */
export type Translation<Source> = Readonly<Record<keyof Source, string>>;
