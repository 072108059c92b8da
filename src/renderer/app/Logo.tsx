/** Botdesk's mark: a life that is renewed. */
export function Logo({ size }: { size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 40 40"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <rect width="40" height="40" rx="9" fill="var(--bd-accent)" />
      <circle
        cx="20"
        cy="20"
        r="11.5"
        fill="none"
        stroke="var(--bd-on-fill)"
        strokeOpacity="0.45"
        strokeWidth="4"
      />
      <path
        d="M20 8.5a11.5 11.5 0 1 1-11.5 11.5"
        fill="none"
        stroke="var(--bd-on-fill)"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="20" cy="20" r="4" fill="var(--bd-on-fill)" />
    </svg>
  )
}
