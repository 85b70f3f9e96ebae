/** A whole sentence for the ear, announced when it changes. What it says is on the screen too, in its own way. */
export function Say({ children }: { readonly children: string }) {
  return (
    <p className="visually-hidden" role="status">
      {children}
    </p>
  );
}
